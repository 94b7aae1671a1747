import { join } from 'node:path';
import { instanceUidsOf, pixelLengthOf } from '../audit/file-facts';
import { type Originals, OriginalsCollector } from '../audit/originals';
import { TAG } from '../dicom/tags';
import { CharacterSetScopes } from '../identifiers/character-set-scopes';
import { KnownValueCollector } from '../identifiers/collect-known-values';
import { DicomFileReader } from '../io/dicom-file-reader';
import { walkFolders } from '../io/walk';
import { identityKey, type Mapping } from '../mapping/model';
import { ProjectKey } from '../pseudonym/project-key';
import { UidMap } from '../pseudonym/uid-map';
import { rowOf, valueText } from '../splice/rows';
import { breathing } from './event-loop';
import { SeriesIdentifier } from './identify';
import { isDicomdir, outcomeOf } from './survey-file';

const FIRST_READ = 32 * 1024;

export interface LearnOptions {
  /** Absolute path of the originals. */
  readonly source: string;
  /** Absolute path of the copies, which may lie below the originals. */
  readonly copies: string;
  readonly mapping: Mapping;
  readonly signal?: AbortSignal;
  readonly onProgress?: (files: number) => void;
}

/** Reads all originals and collects what they tell of the patients of the workbook. Ends early when the signal comes. */
export async function learnOriginals(options: LearnOptions): Promise<Originals> {
  const lesson = new Lesson(options.mapping);
  const breathe = breathing();
  let seen = 0;
  for await (const { path, files } of walkFolders(
    options.source,
    (folder) => folder === options.copies,
    breathe,
  )) {
    const topFolder = join(options.source, ...path.slice(0, 1));
    for (const name of files) {
      if (options.signal?.aborted) return lesson.collector.result();
      lesson.learn(join(options.source, ...path, name), topFolder);
      options.onProgress?.(++seen);
      await breathe();
    }
  }
  return lesson.collector.result();
}

class Lesson {
  readonly collector = new OriginalsCollector();
  private readonly reader = new DicomFileReader(FIRST_READ);
  private readonly identifier = new SeriesIdentifier();
  private readonly scopes = new CharacterSetScopes();
  private readonly values = new KnownValueCollector();
  private readonly uids: UidMap;
  private readonly idOf: ReadonlyMap<string, string>;

  constructor({ key, patients }: Mapping) {
    this.uids = new UidMap(new ProjectKey(key));
    this.idOf = new Map(
      patients.map((patient) => [identityKey(patient), patient.anonymisedId] as const).reverse(),
    );
  }

  learn(path: string, topFolder: string): void {
    try {
      this.read(path, topFolder);
    } catch (error) {
      if (outcomeOf(error, 1).kind === 'failed') this.collector.addUnread();
    }
  }

  private read(path: string, topFolder: string): void {
    const { source, layout } = this.reader.open(path);
    try {
      const { window, table } = this.reader;
      if (isDicomdir(window, table)) return;
      const { patient } = this.identifier.identify(window, table, layout, topFolder);
      const anonymisedId = this.idOf.get(identityKey(patient));
      if (anonymisedId === undefined) return this.collector.addUnknown();
      const file = { source: window.source, window, table, layout };
      const instance = rowOf(table, layout, TAG.SOPInstanceUID);
      this.scopes.prepare(file);
      this.collector.add({
        anonymisedId,
        known: this.values.collect(file, this.scopes),
        uids: instanceUidsOf(file),
        newSopInstanceUid: instance < 0 ? '' : this.uids.mapText(valueText(window, table, instance)),
        pixelLength: pixelLengthOf(file),
      });
    } finally {
      source.close();
    }
  }
}
