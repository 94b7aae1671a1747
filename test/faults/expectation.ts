import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isTemporaryName } from '../../src/core/io/temporary';
import { readWorkbook } from '../../src/core/mapping/workbook';
import { hashTree } from '../support/tree-hash';
import { SCENARIOS, type Lane, type Scenario } from './scene';

type Tree = Readonly<Record<string, string>>;

/** What a place holds, in a form that compares with that of another. */
export interface PlaceState {
  readonly source: Tree;
  /** Files of the destination, without temporary ones and empty folders. */
  readonly copies: Tree;
  readonly temporaries: readonly string[];
  /** Beside source and destination. */
  readonly beside: Tree;
}

/** What the mapping says, without times and places. */
export interface MappingState {
  readonly patients: readonly (readonly [patientId: string, anonymisedId: string, files: number])[];
  readonly studies: readonly (readonly [anonymisedId: string, uid: string, newUid: string])[];
  readonly lastRun: string | undefined;
}

export interface UndisturbedEnd {
  readonly place: PlaceState;
  readonly mapping: MappingState;
}

/** How each scenario ends that nobody disturbs, by the fill of the project key. */
export type Expectation = Readonly<Record<Scenario, readonly UndisturbedEnd[]>>;

/** The first run of a case would make the one key, the second the other. */
export const KEY_FILLS = [1, 2] as const;

/** Runs each scenario undisturbed. */
export async function expectOf(lane: Lane): Promise<Expectation> {
  const ends: Record<Scenario, UndisturbedEnd[]> = { first: [], again: [], interrupted: [] };
  for (const scenario of SCENARIOS) {
    for (const keyFill of KEY_FILLS) {
      lane.reset(scenario);
      const { status, stderr } = await lane.run({ keyFill });
      if (status !== 0) throw new Error(`the undisturbed run of "${scenario}" failed: ${stderr}`);
      ends[scenario].push({ place: readPlace(lane.root), mapping: await readMapping(lane.root) });
    }
  }
  return ends;
}

/** What lies below the root of a lane. */
export function readPlace(root: string): PlaceState {
  const destination = join(root, 'copies');
  const entries = existsSync(destination) ? Object.entries(hashTree(destination)) : [];
  const isTemporary = ([path]: readonly [string, string]): boolean =>
    isTemporaryName(path.split('/').at(-1)!);
  const beside = readdirSync(root).filter((name) => name !== 'source' && name !== 'copies');
  return {
    source: hashTree(join(root, 'source')),
    copies: Object.fromEntries(entries.filter((entry) => !isTemporary(entry) && entry[1] !== 'folder')),
    temporaries: entries.filter(isTemporary).map(([path]) => path),
    beside: Object.fromEntries(
      Object.entries(hashTree(root)).filter(([path]) => beside.includes(path.split('/')[0]!)),
    ),
  };
}

/** What the workbook of a lane says; throws when it can't be read. */
export async function readMapping(root: string): Promise<MappingState> {
  const workbook = await readWorkbook(join(root, 'm.xlsx'));
  return {
    patients: (workbook?.patients ?? []).map(
      ({ patientId, anonymisedId, files }) => [patientId, anonymisedId, files] as const,
    ),
    studies: (workbook?.studies ?? []).map(
      ({ anonymisedId, studyInstanceUid, newStudyInstanceUid }) =>
        [anonymisedId, studyInstanceUid, newStudyInstanceUid] as const,
    ),
    lastRun: workbook?.runs.at(-1)?.state,
  };
}
