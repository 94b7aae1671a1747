/**
 * Mutates DICOM files and anonymises them: `npm run fuzz -- --cases 1000000 --seed 7`.
 *
 *   --cases N     how many (100,000)
 *   --seed S      which ones (the date's number, printed)
 *   --from N      the first of them (0)
 *   --readers N   how many of them are shown to pydicom, dcmdump and dcmjs as well (one in 500)
 *   --sample      mutate files of the synthetic sample only
 *   --case N      this one alone; --write FOLDER leaves it and its copy there
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBases } from './bases';
import { type FoundCase, runCampaign } from './campaign';
import { makeCase } from './cases';
import { crossCheck } from './cross-check';
import { Judge } from './judge';
import { OTHER_READERS } from './other-readers';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
    readers: { type: 'string' },
    sample: { type: 'boolean', default: false },
    case: { type: 'string' },
    write: { type: 'string' },
  },
});

const DAY = 24 * 60 * 60 * 1000;
const SHOWN_OF_A_KIND = 10;
const PRINT_EVERY = 50_000;
const READERS_EVERY = 500;
const READERS_AT_ONCE = 250;

const seed = values.seed === undefined ? Math.floor(Date.now() / DAY) : Number(values.seed);
const real = !values.sample;

if (values.case === undefined) void runAll();
else runOne(Number(values.case));

async function runAll(): Promise<void> {
  const [from, cases] = [Number(values.from), Number(values.cases)];
  print(`seed ${seed}, cases ${from} to ${from + cases}`);
  const result = await runCampaign({ seed, from, to: from + cases, real, onProgress: printProgress });
  const speed = Math.round(result.cases / result.seconds);
  print(`${result.cases} cases in ${result.seconds.toFixed(0)} s, ${speed} a second`);
  for (const [outcome, count] of Object.entries(result.outcomes)) print(`  ${outcome}: ${count}`);
  const wanted = Number(values.readers ?? Math.ceil(cases / READERS_EVERY));
  const found = [...result.findings, ...(wanted > 0 ? showReaders(from, cases, wanted) : [])];
  printFindings(found);
  process.exitCode = found.length === 0 ? 0 : 1;
}

function printProgress(done: number): void {
  if (done % PRINT_EVERY === 0) print(`  ${done} done`);
}

/** Evenly spread over the campaign, some hundreds at a time. */
function showReaders(from: number, cases: number, wanted: number): readonly FoundCase[] {
  const bases = makeBases({ real });
  const readers = OTHER_READERS.filter(({ whyMissing }) => whyMissing() === undefined);
  const numbers = Array.from({ length: wanted }, (_, index) => from + Math.floor((index * cases) / wanted));
  const findings: FoundCase[] = [];
  const compared = new Map<string, number>();
  let files = 0;
  for (let start = 0; start < numbers.length; start += READERS_AT_ONCE) {
    const checked = crossCheck(bases, seed, numbers.slice(start, start + READERS_AT_ONCE), readers);
    files += checked.files;
    findings.push(...checked.findings);
    for (const [name, count] of Object.entries(checked.compared))
      compared.set(name, (compared.get(name) ?? 0) + count);
  }
  print(`${files} files and their copies shown to other readers; read as the product reads the original:`);
  for (const [name, count] of compared) print(`  ${name}: ${count}`);
  return findings;
}

function runOne(number: number): void {
  const { bytes, mutations } = makeCase(makeBases({ real }), seed, number);
  const { outcome, findings, output } = new Judge().judge(bytes, number);
  print(`seed ${seed}, case ${number}: ${bytes.length} bytes, ${mutations.join(', ')}: ${outcome}`);
  for (const { kind, detail } of findings) print(`  ${kind}: ${detail}`);
  if (values.write === undefined) return;
  writeFileSync(join(values.write, `${seed}-${number}-original.dcm`), bytes);
  if (output) writeFileSync(join(values.write, `${seed}-${number}-copy.dcm`), output);
}

function printFindings(findings: readonly FoundCase[]): void {
  print(`${findings.length} findings`);
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  for (const kind of kinds) {
    const ofKind = findings.filter((finding) => finding.kind === kind);
    print(`${kind}: ${ofKind.length}`);
    for (const { number, detail, mutations } of ofKind.slice(0, SHOWN_OF_A_KIND))
      print(`  --seed ${seed} --case ${number}: ${detail} (${mutations.join(', ')})`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
