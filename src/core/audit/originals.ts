import { KNOWN_KINDS, type KnownKind, type KnownValues, knownValues } from '../identifiers/known-values';
import type { OriginalPixels } from './consistency';
import type { AuditedPatient } from './needles';

/** Distinct values of one kind that are kept for one patient; hospitals' exports repeat a few hundred at most. */
const MOST_VALUES = 2000;
/** UIDs that are kept in all: studies and series first met, and instances as far as there is room. */
const MOST_UIDS = 100_000;

/** What the originals tell of their patients. */
export interface Originals {
  readonly patients: readonly AuditedPatient[];
  /** Bytes of Pixel Data by new SOP Instance UID. */
  readonly pixels: OriginalPixels;
  /** DICOM files that were read, those that could not be, and those of patients whom the workbook does not know. */
  readonly files: number;
  readonly unread: number;
  readonly unknown: number;
  /** Values and UIDs that are not looked for, because there were too many. */
  readonly left: number;
}

/** What one original says. */
export interface ToldByFile {
  readonly anonymisedId: string;
  readonly known: KnownValues;
  readonly uids: readonly string[];
  readonly newSopInstanceUid: string;
  readonly pixelLength: number;
}

/** Collects what originals tell, each value once. Memory grows with the patients, and with the instances a little. */
export class OriginalsCollector {
  private readonly told = new Map<string, ToldOfPatient>();
  private readonly pixels = new Map<string, number>();
  private readonly ambiguous = new Set<string>();
  private readonly seenUids = new Set<string>();
  private counts = { files: 0, unread: 0, unknown: 0, left: 0 };

  add(file: ToldByFile): void {
    this.counts.files++;
    const patient = this.patientOf(file.anonymisedId);
    // A series tells the same in each of its files, as the same object.
    if (patient.last !== file.known) this.take(patient, file.known);
    patient.last = file.known;
    for (const uid of file.uids) this.takeUid(patient, uid);
    this.takePixels(file);
  }

  addUnread(): void {
    this.counts.unread++;
  }

  addUnknown(): void {
    this.counts.unknown++;
  }

  result(): Originals {
    const patients = [...this.told].map(([anonymisedId, { values, uids }]) => ({
      anonymisedId,
      known: knownValues(Object.fromEntries(KNOWN_KINDS.map((kind) => [kind, [...values[kind]]]))),
      uids,
    }));
    return { patients, pixels: this.pixels, ...this.counts };
  }

  private patientOf(anonymisedId: string): ToldOfPatient {
    const known = this.told.get(anonymisedId);
    if (known) return known;
    const values = Object.fromEntries(
      KNOWN_KINDS.map((kind) => [kind, new Set()]),
    ) as ToldOfPatient['values'];
    const patient: ToldOfPatient = { values, uids: [], last: undefined };
    this.told.set(anonymisedId, patient);
    return patient;
  }

  private take({ values }: ToldOfPatient, known: KnownValues): void {
    for (const kind of KNOWN_KINDS) {
      for (const value of known[kind]) {
        if (values[kind].size < MOST_VALUES) values[kind].add(value);
        else if (!values[kind].has(value)) this.counts.left++;
      }
    }
  }

  /** An instance that is there twice with other pixels, compressed ones for example, can't be compared. */
  private takePixels({ newSopInstanceUid: uid, pixelLength }: ToldByFile): void {
    if (uid === '' || this.ambiguous.has(uid)) return;
    const known = this.pixels.get(uid);
    if (known === undefined) this.pixels.set(uid, pixelLength);
    else if (known !== pixelLength) {
      this.pixels.delete(uid);
      this.ambiguous.add(uid);
    }
  }

  private takeUid({ uids }: ToldOfPatient, uid: string): void {
    if (this.seenUids.has(uid)) return;
    if (this.seenUids.size >= MOST_UIDS) {
      this.counts.left++;
      return;
    }
    this.seenUids.add(uid);
    uids.push(uid);
  }
}

interface ToldOfPatient {
  readonly values: Readonly<Record<KnownKind, Set<string>>>;
  readonly uids: string[];
  last: KnownValues | undefined;
}
