/** Tries one fault: the disturbed run, what it left, and the run after it. */
import { isDeepStrictEqual } from 'node:util';
import { letLocksAge } from '../support/aged-locks';
import type { FaultCase } from './cases';
import {
  KEY_FILLS,
  readMapping,
  readPlace,
  type Expectation,
  type MappingState,
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
  letLocksAge(lane.root);
  const recovery = await lane.run({ keyFill: KEY_FILLS[1] });
  const after = readPlace(lane.root);
  const first = [
    ...(disturbed.struck ? [] : ['the fault did not strike']),
    ...judgeEnd(fault, disturbed, before, between, ends),
    ...judgeKept(before, between),
  ];
  const second = [
    ...judgeKept(between, after),
    ...(await judgeRecovery({ fault, lane, disturbed, recovery, after, ends })),
  ];
  if (deniesWhatIsThere(fault)) return { ...fault, complaints: judgeKept(before, after) };
  return { ...fault, complaints: [...first, ...second.map((what) => `then: ${what}`)] };
}

function judgeEnd(
  { planned }: FaultCase,
  run: PlaceRun,
  before: PlaceState,
  between: PlaceState,
  [whole]: readonly UndisturbedEnd[],
): readonly string[] {
  const { status, stderr, summary, hung, signal } = run;
  if (hung) return ['it hung'];
  if (planned.fault.kind === 'kill') return signal === 'SIGKILL' ? [] : ['it was not killed'];
  const complaints = judgeText(stderr);
  if (status === 2) return [...complaints, ...judgeRefusal(run, before, between)];
  if (status !== 0 && status !== 1) return [...complaints, `exit status ${status}: ${lastWords(stderr)}`];
  if (summary === undefined) return [...complaints, `no summary: ${lastWords(stderr)}`];
  const { found, written, unchanged, skipped, failed, state, workbook } = summary;
  if (found !== written + unchanged + skipped + failed) complaints.push('the totals do not add up');
  if (written + unchanged > Object.keys(between.copies).length) complaints.push('fewer copies than it says');
  const allWell = failed === 0 && state === 'done' && workbook !== null;
  if (status === 0 && !allWell) complaints.push('exit status 0 though not all went well');
  if (status === 1 && allWell && stderr === '') complaints.push('exit status 1 without a reason');
  if (status === 0 && !isDeepStrictEqual(between.copies, whole!.place.copies))
    complaints.push('done, but the copies are not as they should be');
  return complaints;
}

/** A run that is refused has written nothing. */
function judgeRefusal(
  { summary, stderr }: PlaceRun,
  before: PlaceState,
  between: PlaceState,
): readonly string[] {
  const complaints: string[] = [];
  if (summary !== undefined) complaints.push('refused, with a summary');
  if (stderr === '') complaints.push('refused without a word');
  if (!isDeepStrictEqual(before.copies, between.copies)) complaints.push('refused, and yet it wrote copies');
  if (before.beside['m.xlsx'] !== between.beside['m.xlsx'])
    complaints.push('refused, and yet it wrote the workbook');
  return complaints;
}

function judgeText(stderr: string): string[] {
  const complaints: string[] = [];
  if (/^\s+at /m.test(stderr)) complaints.push(`a stack trace: ${frameOf(stderr)}`);
  if (PATIENT_DATA.some((token) => stderr.includes(token))) complaints.push('patient data in stderr');
  return complaints;
}

/** What holds at every moment: originals as they were, and no copy gone or changed. */
function judgeKept(before: PlaceState, now: PlaceState): readonly string[] {
  const complaints: string[] = [];
  if (!isDeepStrictEqual(before.source, now.source)) complaints.push('originals were touched');
  for (const path of Object.keys(before.copies)) {
    if (now.copies[path] !== before.copies[path]) complaints.push(`erased or changed: ${path}`);
  }
  return complaints;
}

interface Recovery {
  readonly fault: FaultCase;
  readonly lane: Lane;
  readonly disturbed: PlaceRun;
  readonly recovery: PlaceRun;
  readonly after: PlaceState;
  readonly ends: readonly UndisturbedEnd[];
}

async function judgeRecovery(recovered: Recovery): Promise<readonly string[]> {
  const { fault, lane, disturbed, recovery, after, ends } = recovered;
  const { hung, status, stderr, summary } = recovery;
  if (hung) return ['it hung'];
  if (status !== 0 || summary === undefined) return [`exit status ${status}: ${lastWords(stderr)}`];
  const complaints = judgeText(stderr);
  if (summary.written + summary.unchanged !== DICOM_FILES) complaints.push('the totals do not add up');
  if (after.temporaries.length > 0 && !keepsFromRemoving(fault)) complaints.push('temporaries are left');
  const besideNames = Object.keys(after.beside).join(', ');
  if (besideNames !== 'm.xlsx, report.csv') complaints.push(`left beside: ${besideNames}`);
  const mapping = await readMapping(lane.root);
  const end =
    ends.find(({ place }) => isDeepStrictEqual(place.copies, after.copies)) ?? (await runAnew(recovered));
  if (typeof end === 'string') complaints.push(end);
  else complaints.push(...judgeMapping(mapping, end.mapping, mayCountLess(fault, disturbed)));
  return complaints;
}

/** Of a file system that says of what is there that it is not, again and again, nobody can say what it holds. */
function deniesWhatIsThere({ planned: { lasting, site, fault } }: FaultCase): boolean {
  return lasting && fault.kind === 'error' && fault.code === 'ENOENT' && /stat/i.test(site.call);
}

/** What can't be removed at all stays. */
function keepsFromRemoving({ planned: { lasting, site } }: FaultCase): boolean {
  return lasting && /^(rm|unlink|close)/.test(site.call);
}

/**
 * When the disturbed run could not read the first files, others came first and have their numbers. Then a run over the
 * whole source into an empty destination, with the workbook as it is now, says how the copies should be.
 */
async function runAnew({ lane, disturbed, after, ends }: Recovery): Promise<UndisturbedEnd | string> {
  const mapping = await readMapping(lane.root);
  const copies = await lane.runElsewhere();
  const reasons = disturbed.summary?.reasons ?? {};
  const missedSome = ['unreadable', 'unreadable-folder', 'truncated', 'malformed'].some(
    (code) => code in reasons,
  );
  if (!missedSome || !isDeepStrictEqual(copies, after.copies))
    return `other copies than undisturbed: ${differences(Object.keys(after.copies), ends)}`;
  return { place: after, mapping: renumbered(ends[0]!.mapping, mapping) };
}

/** `expected` with the anonymised IDs of `actual`. */
function renumbered(expected: MappingState, actual: MappingState): MappingState {
  const given = new Map(actual.patients.map(([patientId, anonymisedId]) => [patientId, anonymisedId]));
  const renamed = new Map(
    expected.patients.map(([patientId, anonymisedId]) => [anonymisedId, given.get(patientId)!]),
  );
  return {
    ...expected,
    patients: expected.patients.map(([patientId, anonymisedId, files]) => [
      patientId,
      renamed.get(anonymisedId)!,
      files,
    ]),
    studies: actual.studies,
  };
}

/** Copies of a killed run whose originals the next run could not read are not counted again. */
function mayCountLess({ scenario }: FaultCase, { summary }: PlaceRun): number {
  if (scenario !== 'interrupted' || summary === undefined) return 0;
  return 'unreadable-folder' in summary.reasons ? DICOM_FILES : summary.failed;
}

function judgeMapping(actual: MappingState, expected: MappingState, less: number): readonly string[] {
  const told = `${JSON.stringify(actual.patients)} ${actual.lastRun}`;
  const sorted = (mapping: MappingState) => [...mapping.patients].sort(([a], [b]) => (a < b ? -1 : 1));
  const [are, should] = [sorted(actual), sorted(expected)];
  const sum = (patients: MappingState['patients']): number =>
    patients.reduce((total, [, , files]) => total + files, 0);
  const shortfall = sum(should) - sum(are);
  const ids = (patients: MappingState['patients']) =>
    patients.map(([patientId, anonymisedId]) => [patientId, anonymisedId]);
  const complaints: string[] = [];
  if (!isDeepStrictEqual(ids(are), ids(should)) || actual.lastRun !== 'done')
    complaints.push(`other mapping: ${told}`);
  else if (shortfall > less || are.some(([, , files], at) => files > should[at]![2]))
    complaints.push(`counts: ${told}`);
  if (!isDeepStrictEqual(actual.studies, expected.studies)) complaints.push('other studies');
  return complaints;
}

function differences(paths: readonly string[], ends: readonly UndisturbedEnd[]): string {
  const expected = Object.keys(ends[0]!.place.copies);
  const missing = expected.filter((path) => !paths.includes(path));
  const more = paths.filter((path) => !expected.includes(path));
  return `missing ${missing.join(', ') || 'none'}, more ${more.join(', ') || 'none'}`;
}

function lastWords(text: string): string {
  return text.trimEnd().split('\n').slice(-2).join(' ');
}

/** What stands before the first frame, and the first two. */
function frameOf(stderr: string): string {
  const lines = stderr.split('\n');
  const first = lines.findIndex((line) => /^\s+at /.test(line));
  return lines
    .slice(Math.max(0, first - 1), first + 2)
    .map((line) => line.trim())
    .join(' ');
}
