import { IntColumn } from '../packed/int-column';
import { TextTable } from '../packed/text-table';
import type { PatientCounts } from './merge';

const ABSENT = -1;
const FIELDS = 5;

/** What one run did for each patient, by anonymised ID. */
export class HashedCounts {
  /** Their numbers are the positions of the patients. */
  private readonly ids = new TextTable();
  private readonly values = new IntColumn();

  /** @param texts where the folders are kept */
  constructor(private readonly texts: TextTable) {}

  get length(): number {
    return this.ids.length;
  }

  /** Notes the counts of a patient in place of those before. */
  set(counts: PatientCounts): void {
    const { anonymisedId, files, skipped, failed, sourceFolder, destinationFolder } = counts;
    const known = this.ids.length;
    const position = this.ids.add(anonymisedId);
    const folders = [sourceFolder, destinationFolder].map((text) =>
      text === undefined ? ABSENT : this.texts.add(text),
    );
    [files, skipped, failed, ...folders].forEach((value, field) => {
      if (position === known) this.values.push(value);
      else this.values.set(FIELDS * position + field, value);
    });
  }

  /** The position of a patient, or -1. */
  find(anonymisedId: string): number {
    return this.ids.find(anonymisedId);
  }

  at(position: number): PatientCounts {
    const [files, skipped, failed, source, destination] = [0, 1, 2, 3, 4].map((field) =>
      this.values.at(FIELDS * position + field),
    ) as [number, number, number, number, number];
    return {
      anonymisedId: this.ids.get(position),
      files,
      skipped,
      failed,
      ...(source === ABSENT ? {} : { sourceFolder: this.texts.get(source) }),
      ...(destination === ABSENT ? {} : { destinationFolder: this.texts.get(destination) }),
    };
  }
}
