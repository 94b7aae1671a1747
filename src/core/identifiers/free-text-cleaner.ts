import type { CharacterSet } from '../dicom/charset';
import type { ElementTable } from '../dicom/element-table';
import { isPrivateCreator } from '../dicom/dictionary';
import { isText } from '../dicom/vr';
import { CharacterSetScopes, type ScannedFile } from './character-set-scopes';
import { type Change, changeOf, editsThatFit, joinRepeated } from './clean-text';
import { CleanedValues } from './cleaned-values';
import { KnownValueCollector } from './collect-known-values';
import { type ByteSink, writeEdited } from './edit-bytes';
import { type Finding, TakenPlaces } from './finding';
import { KnownValueFinder } from './known-value-finder';
import { type KnownValues, knownValues } from './known-values';
import { type LocatedText, locateText } from './located-text';
import { type Replacement, replacementFor, type TextPseudonym } from './replacements';

/** UIDs in text: how they are found, and what they become. */
export interface TextUids {
  /** Calls `found` for each UID written between `from` and `to`, in order. */
  find(bytes: Uint8Array, from: number, to: number, found: (start: number, end: number) => void): void;
  /** The new UID, ASCII; undefined for one that never changes. */
  map(bytes: Uint8Array, from: number, to: number): Uint8Array | undefined;
}

/** The patient of a file. */
export interface TextPatient extends TextPseudonym {
  /** What is known besides what the file tells; the same object for all files of the patient. */
  readonly known?: Partial<KnownValues>;
}

/** A file that was scanned, and whose it is. */
export interface FileOfPatient extends ScannedFile {
  readonly patient: TextPatient;
}

/** What the files of one patient are cleaned with that tell the same. */
interface Session {
  readonly id: number;
  readonly told: KnownValues;
  readonly patient: TextPatient;
  readonly finder: KnownValueFinder;
}

/** Sessions that are kept: files of several patients may come by turns. */
const SESSIONS = 64;

/**
 * Cleans text values, bytes in and bytes out, each in its own character set: what is known of the patient, dates and
 * UIDs are replaced, all other bytes stay. One for each worker; `prepare` for each file, then `clean` for each value.
 */
export class FreeTextCleaner {
  private readonly scopes = new CharacterSetScopes();
  private readonly collector = new KnownValueCollector();
  private readonly cleaned = new CleanedValues();
  private table!: ElementTable;
  private sessions: readonly Session[] = [];
  private session!: Session;
  private made = 0;

  /** @param replace says what stands in place of a finding */
  constructor(
    private readonly uids: TextUids,
    private readonly replace: (finding: Finding, patient: TextPseudonym) => Replacement = replacementFor,
  ) {}

  /** Learns what a file tells of its patient. */
  prepare(file: FileOfPatient): void {
    const { patient } = file;
    this.table = file.table;
    this.scopes.prepare(file);
    const told = this.collector.collect(file, this.scopes);
    if (this.made > 0 && fits(this.session, told, patient)) return;
    this.session = this.sessions.find((session) => fits(session, told, patient)) ?? this.open(told, patient);
  }

  /**
   * Writes the value bytes [from, to) of a row of the file that was prepared, cleaned, to `out` and returns true; returns
   * false, with nothing written, when they stay as they are: also those of a private creator, which name a block.
   */
  clean(bytes: Uint8Array, from: number, to: number, row: number, out: ByteSink): boolean {
    if (isPrivateCreator(this.table.tag[row]!) || !this.session.finder.mayFindIn(bytes, from, to))
      return false;
    const vr = this.table.vr[row]!;
    const set = this.scopes.of(row);
    const slot = this.cleaned.slotOf(bytes, from, to, vr, this.session.id);
    if (!this.cleaned.holds(slot, bytes, from, to, vr, this.session.id, set)) {
      const value = bytes.slice(from, to);
      this.cleaned.remember(slot, value, vr, this.session.id, set, this.cleanNew(value, vr, set));
    }
    const result = this.cleaned.resultOf(slot);
    if (result) out.copy(result, 0, result.length);
    return result !== undefined;
  }

  /** What the file that was prepared tells of its patient: the same object for files that tell the same. */
  told(): KnownValues {
    return this.session.told;
  }

  private open(told: KnownValues, patient: TextPatient): Session {
    const finder = new KnownValueFinder(patient.known ? knownValues(patient.known, told) : told);
    const session = { id: ++this.made, told, patient, finder };
    this.sessions = [session, ...this.sessions.slice(0, SESSIONS - 1)];
    return session;
  }

  private cleanNew(value: Uint8Array, vr: number, set: CharacterSet): Uint8Array | undefined {
    const located = locateText(value, vr, set);
    const changes = this.changesIn(located, isText(vr) || !isBinary(located.text));
    if (changes.length === 0) return undefined;
    const edits = editsThatFit(located.text, vr, changes);
    const out = new Bytes();
    writeEdited(value, located, edits, set, out);
    return out.all();
  }

  /** @param isReadable false for binary values, of which only UIDs are replaced */
  private changesIn({ text }: LocatedText, isReadable: boolean): readonly Change[] {
    const uids = uidsIn(text, this.uids);
    const own = placesOf(text, this.session.patient.anonymisedId);
    const taken = new TakenPlaces();
    for (const { start, end } of [...uids, ...own]) taken.take(start, end);
    const isFree = ({ start, end }: Finding): boolean => taken.isFree(start, end);
    const found = (isReadable ? this.session.finder.find(text) : [])
      .filter(isFree)
      .flatMap((finding) => changeOf(finding, this.replace(finding, this.session.patient)) ?? []);
    const mapped = uids.flatMap(({ start, end, uid }): Change[] =>
      uid === undefined ? [] : [{ edits: [{ start, end, text: uid, ascii: uid }], isUid: true }],
    );
    const changes = [...found, ...mapped].filter(({ edits }) => edits.length > 0);
    return joinRepeated(
      text,
      changes.sort((a, b) => a.edits[0]!.start - b.edits[0]!.start),
    );
  }
}

/** Control characters but TAB, LF, FF, CR and ESC, which no text has before its end (PS3.5 §6.1.3). */
function isBinary(text: string): boolean {
  return [...text.replace(/\0+$/, '')].some(
    (character) => character < ' ' && !'\t\n\f\r\x1b'.includes(character),
  );
}

function fits(session: Session, told: KnownValues, patient: TextPatient): boolean {
  const other = session.patient;
  if (session.told !== told || other.known !== patient.known) return false;
  return (
    other.anonymisedId === patient.anonymisedId &&
    other.dateOffset === patient.dateOffset &&
    other.keepBirthDate === patient.keepBirthDate
  );
}

interface UidPlace {
  readonly start: number;
  readonly end: number;
  /** Undefined for a UID that never changes. */
  readonly uid: string | undefined;
}

function uidsIn(text: string, uids: TextUids): readonly UidPlace[] {
  const bytes = Buffer.from(text, 'latin1'); // one byte for each UTF-16 unit, so that places agree
  const places: UidPlace[] = [];
  uids.find(bytes, 0, bytes.length, (start, end) => {
    if (!/^[\d.]+$/.test(text.slice(start, end))) return;
    const mapped = uids.map(bytes, start, end);
    places.push({ start, end, uid: mapped ? Buffer.from(mapped).toString('latin1') : undefined });
  });
  return places;
}

/** Where an anonymised ID stands already: what it is made of is no finding. */
function placesOf(text: string, own: string): readonly { readonly start: number; readonly end: number }[] {
  if (own === '') return [];
  const places: { start: number; end: number }[] = [];
  for (let at = text.indexOf(own); at >= 0; at = text.indexOf(own, at + own.length))
    places.push({ start: at, end: at + own.length });
  return places;
}

/** A few bytes, put together. */
class Bytes implements ByteSink {
  private readonly parts: Buffer[] = [];

  copy(from: Uint8Array, start: number, end: number): void {
    this.parts.push(Buffer.from(from.subarray(start, end)));
  }

  latin1(text: string): void {
    this.parts.push(Buffer.from(text, 'latin1'));
  }

  all(): Uint8Array {
    return Buffer.concat(this.parts);
  }
}
