/** Tries one fault: the disturbed run, what it left, and the run after it. */
import { isDeepStrictEqual } from 'node:util';
import type { FaultCase } from './cases';
import {
  KEY_FILLS,
  readMapping,
  readPlace,
  type Expectation,
  type PlaceState,
  type UndisturbedEnd,
} from './expectation';
import type { PlaceRun } from './run-in-place';
import { DICOM_FILES, PATIENT_DATA, type Lane } from './scene';

/** What was tried, and what was not as it should be. */
export interface Trial extends FaultCase {
  readonly complaints: readonly string[];
}

/** Runs with the fault, then without one, and compares what is there with what should be. */
export async function tryCase(fault: FaultCase, lane: Lane, expectation: Expectation): Promise<Trial> {
  const ends = expectation[fault.scenario];
  lane.reset(fault.scenario);
  const before = readPlace(lane.root);
  const disturbed = await lane.run({ keyFill: KEY_FILLS[0], planned: fault.planned });
  const between = readPlace(lane.root);
  const isKill = fault.planned.fault.kind === 'kill';
  const first = [
    ...(disturbed.struck ? [] : ['the fault did not strike']),
    ...(isKill ? judgeKilled(disturbed) : judgeEnd(disturbed, before, between, ends)),
    ...judgePlace(before, between, ends),
  ];
  const second = await lane.run({ keyFill: KEY_FILLS[1] });
  const after = readPlace(lane.root);
  const complaints = [
    ...first,
    ...(await judgeRecovery(lane, second, between, after, ends)).map((what) => `then: ${what}`),
  ];
  return { ...fault, complaints };
}

function judgeKilled({ signal, hung }: PlaceRun): readonly string[] {
  return signal === 'SIGKILL' && !hung ? [] : ['it was not killed'];
}

function judgeEnd(
  run: PlaceRun,
  before: PlaceState,
  between: PlaceState,
  [whole]: readonly UndisturbedEnd[],
): readonly string[] {
  const { status, stderr, summary, hung } = run;
  if (hung) return ['it hung'];
  const complaints = judgeText(stderr);
  if (status === 2) {
    if (summary !== undefined) complaints.push('refused, with a summary');
    if (!isDeepStrictEqual(before.copies, between.copies))
      complaints.push('refused, and yet it wrote copies');
    if (before.beside['m.xlsx'] !== between.beside['m.xlsx'])
      complaints.push('refused, and yet it wrote the workbook');
    if (stderr === '') complaints.push('refused without a word');
    return complaints;
  }
  if (status !== 0 && status !== 1) return [...complaints, `exit status ${status}: ${firstLine(stderr)}`];
  if (summary === undefined) return [...complaints, `no summary: ${firstLine(stderr)}`];
  const { found, written, unchanged, skipped, failed, state, workbook } = summary;
  if (found !== written + unchanged + skipped + failed) complaints.push('the totals do not add up');
  if (written + unchanged > Object.keys(between.copies).length) complaints.push('fewer copies than it says');
  const allWell = failed === 0 && state === 'done' && workbook !== null;
  if (status === 0 && !allWell) complaints.push('exit status 0 though not all went well');
  if (status === 1 && allWell && stderr === '') complaints.push('exit status 1 without a reason');
  if (status === 0 && !isDeepStrictEqual(between.copies, whole!.place.copies))
    complaints.push('done, but copies are missing');
  return complaints;
}

function judgeText(stderr: string): string[] {
  const complaints: string[] = [];
  if (/^\s+at /m.test(stderr)) complaints.push(`a stack trace: ${firstLine(stderr)}`);
  if (PATIENT_DATA.some((token) => stderr.includes(token))) complaints.push('patient data in stderr');
  return complaints;
}

/** What holds at every moment. */
function judgePlace(before: PlaceState, now: PlaceState, ends: readonly UndisturbedEnd[]): readonly string[] {
  const complaints: string[] = [];
  if (!isDeepStrictEqual(before.source, now.source)) complaints.push('originals were touched');
  const strange = Object.entries(now.copies).filter(
    ([path, hash]) => !ends.some(({ place }) => place.copies[path] === hash),
  );
  for (const [path] of strange) complaints.push(`not a whole copy: ${path}`);
  for (const path of Object.keys(before.copies)) {
    if (now.copies[path] !== before.copies[path]) complaints.push(`erased: ${path}`);
  }
  return complaints;
}

async function judgeRecovery(
  lane: Lane,
  run: PlaceRun,
  between: PlaceState,
  after: PlaceState,
  ends: readonly UndisturbedEnd[],
): Promise<readonly string[]> {
  if (run.hung) return ['it hung'];
  if (run.status !== 0 || run.summary === undefined)
    return [`exit status ${run.status}: ${firstLine(run.stderr)}`];
  const complaints = [...judgeText(run.stderr), ...judgePlace(between, after, ends)];
  const { written, unchanged } = run.summary;
  if (written + unchanged !== DICOM_FILES) complaints.push('the totals do not add up');
  const end = ends.find(({ place }) => isDeepStrictEqual(place.copies, after.copies));
  if (end === undefined) return [...complaints, `other copies than undisturbed: ${differences(after, ends)}`];
  if (after.temporaries.length > 0) complaints.push('temporaries are left');
  const besideNames = Object.keys(after.beside).join(', ');
  if (besideNames !== 'm.xlsx, report.csv') complaints.push(`left beside: ${besideNames}`);
  const mapping = await readMapping(lane.root);
  if (!isDeepStrictEqual(mapping, end.mapping))
    complaints.push(`other mapping: ${JSON.stringify(mapping.patients)} ${mapping.lastRun}`);
  return complaints;
}

function differences({ copies }: PlaceState, ends: readonly UndisturbedEnd[]): string {
  const expected = ends[0]!.place.copies;
  const missing = Object.keys(expected).filter((path) => !(path in copies));
  const more = Object.keys(copies).filter((path) => !(path in expected));
  return `missing ${missing.join(', ') || 'none'}, more ${more.join(', ') || 'none'}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}
