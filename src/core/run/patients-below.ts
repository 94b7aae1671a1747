import type { Breathe } from '../io/breathe';
import { PairTable } from '../packed/pair-table';
import { visitBreathing } from './event-loop';
import { type FolderEntry, type Ledger, NOBODY } from './ledger';

/** More than one. */
const SEVERAL = -2;

/** Whose files lie below each folder of a ledger. Most folders are of one patient: then it is but a number. */
export class PatientsBelow {
  private readonly single: Int32Array;
  /** Pairs of a folder that is not of one patient alone, and its patients. */
  private readonly several = new PairTable();

  constructor(private readonly ledger: Ledger) {
    this.single = new Int32Array(ledger.folders.length).fill(NOBODY);
  }

  /** To be called first. Those in a folder are below those above it, too, but after those whose files lie there. */
  async collect(breathe: Breathe): Promise<void> {
    const { folders } = this.ledger;
    for (const folder of folders) {
      await visitBreathing(folder.patientOf, breathe, (patient) => {
        if (patient !== NOBODY) this.add(folder, patient);
      });
    }
    for (let index = folders.length - 1; index > 0; index--) {
      const folder = folders[index]!;
      const above = folders[folder.parent];
      if (above) await visitBreathing(this.of(folder), breathe, (patient) => this.add(above, patient));
    }
  }

  /** The source itself, whose name is nobody's, has none unless it is of one alone. */
  of({ index }: FolderEntry): readonly number[] {
    const single = this.single[index]!;
    if (single === NOBODY) return [];
    return single === SEVERAL ? this.several.valuesOf(index) : [single];
  }

  /** The only patient below a folder; NOBODY when there are several, or none. */
  only({ index }: FolderEntry): number {
    return Math.max(NOBODY, this.single[index]!);
  }

  private add({ index, parent }: FolderEntry, patient: number): void {
    const single = this.single[index]!;
    if (single === NOBODY) this.single[index] = patient;
    if (single === NOBODY || single === patient) return;
    this.single[index] = SEVERAL;
    if (parent < 0) return;
    if (single !== SEVERAL) this.several.add(index, single);
    this.several.add(index, patient);
  }
}
