/** Prints how much of what is planted in a seeded corpus of texts is found, how much is found wrongly, and the time. */
import { findUids } from '../../src/core/pseudonym/uid-text';
import { ProjectKey } from '../../src/core/pseudonym/project-key';
import { UidMap } from '../../src/core/pseudonym/uid-map';
import { FreeTextCleaner } from '../../src/core/identifiers/free-text-cleaner';
import { KnownValueFinder } from '../../src/core/identifiers/known-value-finder';
import { ByteArena } from '../../src/core/splice/byte-arena';
import { dataset, dicomFile, element } from '../support/data-sets';
import { scanBytes } from '../support/scanning';
import { type CorpusText, textCorpus } from '../support/text-corpus';
import { precisionOf, recallOf, type Score, scoreOf } from '../support/text-scores';

const SEED = 20240131;
const PATIENTS = 40;
const TEXTS = 40;
const FILES = 20_000;

function printScores(corpus: readonly CorpusText[]): void {
  const { by, faults } = scoreOf(corpus);
  console.log('| language | kind | planted | recall | found | precision |\n|---|---|---:|---:|---:|---:|');
  for (const [key, score] of [...by].sort(([a], [b]) => a.localeCompare(b))) console.log(lineOf(key, score));
  console.log(`\n${faults.length} faults${faults.length > 0 ? ':' : ''}`);
  for (const fault of faults.slice(0, 40)) console.log(`  ${fault}`);
}

function lineOf(key: string, score: Score): string {
  const [language = '', kind = ''] = key.replaceAll('*', 'all').split(' ');
  const recall = score.planted === 0 ? '' : recallOf(score).toFixed(4);
  const precision = score.findings === 0 ? '' : precisionOf(score).toFixed(4);
  return `| ${language} | ${kind} | ${score.planted} | ${recall} | ${score.findings} | ${precision} |`;
}

function microseconds(repeat: number, work: (index: number) => void): number {
  for (let index = 0; index < Math.min(repeat, 2000); index++) work(index);
  const start = process.hrtime.bigint();
  for (let index = 0; index < repeat; index++) work(index);
  return Number(process.hrtime.bigint() - start) / 1000 / repeat;
}

function printTimes(corpus: readonly CorpusText[]): void {
  const { known } = corpus[0]!;
  const finder = new KnownValueFinder(known);
  const own = corpus.filter((item) => item.known === known);
  const clean = own
    .filter(({ plants }) => plants.length === 0)
    .map(({ text }) => Buffer.from(text, 'latin1'));
  const full = own.filter(({ plants }) => plants.length > 0).map(({ text }) => text);
  const times = {
    'make a finder': microseconds(200, () => new KnownValueFinder(known)),
    'look at a value without candidates': microseconds(200_000, (at) => {
      const bytes = clean[at % clean.length]!;
      finder.mayFindIn(bytes, 0, bytes.length);
    }),
    'search a text with identifiers': microseconds(5000, (at) => finder.find(full[at % full.length]!)),
    ...fileTimes(),
  };
  console.log('\n| step | µs |\n|---|---:|');
  for (const [step, time] of Object.entries(times)) console.log(`| ${step} | ${time.toFixed(2)} |`);
}

const TEXTS_OF_FILE = [
  ...[
    'CT Thorax/Abdomen',
    'Abdomen 5.0 B30f',
    'AXIAL T1 SE',
    'SIEMENS',
    'Follow-up of Doe, Jane',
    'Seen 2024-02-29, MRN-48-1923',
  ],
  ...[
    'Iopamiro 370',
    'HEAD FIRST SUPINE',
    'Standard protocol',
    'Liver lesion, 12 mm',
    'Portal venous phase',
    'No comment',
  ],
];

/** What a file of a series costs when nothing changed: learning, and all of its texts. */
function fileTimes(): Record<string, number> {
  const key = new ProjectKey(new Uint8Array(32).fill(7));
  const uids = new UidMap(key);
  const cleaner = new FreeTextCleaner({
    find: findUids,
    map: (bytes, from, to) => uids.map(bytes, from, to),
  });
  const texts = TEXTS_OF_FILE.map((text, index) => element(0x00181000 + 0x10 * index, 'LO', text));
  const file = scanBytes(dicomFile(dataset(element(0x00080005, 'CS', 'ISO_IR 100'), ...texts)));
  const patient = { anonymisedId: 'ANON-0001', dateOffset: 700 };
  const arena = new ByteArena();
  const { window, table } = file;
  const rows = Array.from({ length: table.count }, (_, row) => row).filter(
    (row) => table.tag[row]! >>> 16 === 0x18,
  );
  const prepare = microseconds(FILES, () => cleaner.prepare({ ...file, patient }));
  const values = microseconds(FILES, () => {
    arena.clear();
    for (const row of rows) {
      const held = table.held[row]!;
      cleaner.clean(window.bytes, held, held + table.valueLength(row), row, arena);
    }
  });
  return { 'prepare the next file of a series': prepare, [`clean its ${rows.length} texts`]: values };
}

const corpus = textCorpus(SEED, PATIENTS, TEXTS);
console.log(`${corpus.length} texts, seed ${SEED}\n`);
printScores(corpus);
printTimes(corpus);
