/** The small export whose run is disturbed, and the states in which a run can find workbook and destination. */
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRANSFER_SYNTAX } from '../support/data-sets';
import { writeTree } from '../support/temp-folder';
import { hashTree } from '../support/tree-hash';
import { image, structureSet } from '../run/images';
import type { PlannedFault } from './fault';
import { runInPlace, type PlaceRun } from './run-in-place';

/** What may stand nowhere but in the workbook, the journal and the report. */
export const PATIENT_DATA = ['MRN-1', 'MRN-77', 'Doe', 'Jane', 'Roe', 'Rick', '19561103', 'ACC-1'];

/** Longer than the buffers of reader and writer, so that a copy takes several reads and writes. */
const MANY_PIXELS = new Uint8Array(600_000).fill(7);
const JANE = { name: 'Doe^Jane', patientId: 'MRN-1' };
const RICK = { name: 'Roe^Rick', patientId: 'MRN-77', study: 'rick', series: 'rick' };

const SOURCE = {
  'DOE_JANE/ct/IM1': image({ ...JANE, instance: '1' }),
  'DOE_JANE/ct/IM2': image({ ...JANE, instance: '2', pixels: MANY_PIXELS }),
  'DOE_JANE/ct/IM3': image({ ...JANE, instance: '3' }, { transferSyntax: TRANSFER_SYNTAX.deflatedLE }),
  'DOE_JANE/rs.dcm': structureSet({ instance: '1', series: 'series', study: 'study' }),
  'MRN-77/IM1': image({ ...RICK, instance: '4' }),
  'MRN-77/notes.txt': 'Rick Roe called.\n',
  'MRN-77/IM2': image({ ...RICK, instance: '5' }, { preamble: 'none' }),
};

/** Files of the source that are anonymised. */
export const DICOM_FILES = 6;

export const SCENARIOS = ['first', 'again', 'interrupted'] as const;
/**
 * Nothing is there yet; part of the export is done, one file of it is another object by now; a run was killed while it
 * wrote and left its journal, its lock and a temporary file.
 */
export type Scenario = (typeof SCENARIOS)[number];

/** A folder in which one run at a time is disturbed. Paths stand in the workbook, so that states belong to a lane. */
export class Lane {
  readonly root: string;

  constructor(readonly folder: string) {
    this.root = join(folder, 'place');
    mkdirSync(folder, { recursive: true });
  }

  /** Makes the state that each scenario starts from. */
  async prepare(): Promise<void> {
    await this.prepareState('first', () => undefined);
    await this.prepareState('again', async () => {
      this.putSource(['DOE_JANE/ct/IM1', 'MRN-77/IM1']);
      writeTree(join(this.root, 'source'), { 'MRN-77/IM1': image({ ...RICK, instance: 'another' }) });
      await this.runWell();
    });
    await this.prepareState('interrupted', async () => {
      this.putSource(Object.keys(SOURCE));
      await this.run({ keyFill: 1, planned: KILL_WHILE_WRITING });
      this.renumberOwner();
    });
  }

  /** The number of a process that is gone becomes another one's before all cases are tried. */
  private renumberOwner(): void {
    for (const name of readdirSync(this.root).filter((each) => each.endsWith('.lock'))) {
      const file = join(this.root, name, 'owner.json');
      const owner = JSON.parse(readFileSync(file, 'utf8')) as object;
      writeFileSync(file, JSON.stringify({ ...owner, pid: NO_PROCESS }));
    }
  }

  /** Puts everything back to the start of a scenario. */
  reset(scenario: Scenario): void {
    this.clear();
    cpSync(this.stateOf(scenario), this.root, { recursive: true, preserveTimestamps: true });
  }

  run(options: {
    readonly keyFill: number;
    readonly planned?: PlannedFault;
    readonly trace?: string;
  }): Promise<PlaceRun> {
    return runInPlace(this.root, { ...options, mark: join(this.folder, 'struck') });
  }

  /** Runs undisturbed into an empty destination with the workbook of the place, and gives what is there then. */
  async runElsewhere(): Promise<Readonly<Record<string, string>>> {
    renameSync(join(this.root, 'copies'), join(this.root, 'copies of before'));
    await this.runWell();
    return hashTree(join(this.root, 'copies'));
  }

  private async runWell(): Promise<void> {
    const { status, stderr } = await this.run({ keyFill: 1 });
    if (status !== 0) throw new Error(`an undisturbed run failed: ${stderr}`);
  }

  private async prepareState(scenario: Scenario, act: () => void | Promise<void>): Promise<void> {
    this.clear();
    mkdirSync(join(this.root, 'source'), { recursive: true });
    await act();
    this.putSource(Object.keys(SOURCE));
    cpSync(this.root, this.stateOf(scenario), { recursive: true, preserveTimestamps: true });
  }

  private putSource(paths: readonly string[]): void {
    writeTree(
      join(this.root, 'source'),
      Object.fromEntries(Object.entries(SOURCE).filter(([path]) => paths.includes(path))),
    );
  }

  private stateOf(scenario: Scenario): string {
    return join(this.folder, `state-${scenario}`);
  }

  private clear(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** More than any system counts to. */
const NO_PROCESS = 2 ** 30;

const KILL_WHILE_WRITING: PlannedFault = {
  site: { thread: 1, call: 'writeSync', nth: 4 },
  fault: { kind: 'kill' },
  lasting: false,
};
