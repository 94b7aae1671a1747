/**
 * Runs exports of extreme sizes and prints what each took. A minute and some 2 GB of disk at the default tenth of
 * the full size.
 *
 *   npm run load                            all, at a tenth
 *   npm run load -- --full                  a million files, 20 GB, 50,000 patients, a workbook of 100,000 …
 *   npm run load -- --only many,patients
 *   npm run load -- --host                  in the extension host of a VS Code, with panel and report
 *   npm run load -- --folder DIR            where exports and copies lie meanwhile (the system's folder)
 */
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LOAD_NAMES, planLoads, type Load, type LoadName } from './loads';
import { CLI } from '../run/command-line';
import { watchRun, type Watched } from './watch';
import { watchHost } from './watch-host';

const WORKERS = 4;
const WORKBOOK_RUN = join(process.cwd(), 'out', 'test', 'load', 'workbook-run.js');
const MEGA = 1024 * 1024;
const HEADINGS = [
  'load',
  'files',
  's',
  'files/s',
  'peak MB',
  'at start',
  'handles',
  'delay max ms',
  'p99 ms',
];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: LOAD_NAMES.join(',') },
      full: { type: 'boolean', default: false },
      host: { type: 'boolean', default: false },
      folder: { type: 'string', default: tmpdir() },
    },
  });
  const loads = planLoads(values.full ? 1 : 0.1);
  let failed = 0;
  print(HEADINGS);
  const wanted = LOAD_NAMES.filter((name) => values.only.split(',').includes(name));
  for (const name of wanted.filter((each) => !values.host || loads[each].make)) {
    const folder = mkdtempSync(join(values.folder, 'dicomanon-load-'));
    try {
      if (!(await carry(name, loads[name], folder, values.host))) failed++;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return failed === 0 ? 0 : 1;
}

async function carry(name: LoadName, load: Load, folder: string, inHost: boolean): Promise<boolean> {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < 1.2 * load.bytes) {
    process.stdout.write(`${load.title}: skipped, the disk has no room for it\n`);
    return true;
  }
  const source = join(folder, 'source');
  mkdirSync(source);
  load.make?.(source);
  let isWell = true;
  for (let run = 1; run <= (load.runs ?? 1); run++) {
    const watched = await watch(load, folder, inHost);
    const title = run === 1 ? load.title : `${load.title}, again`;
    print(rowOf(title, watched));
    isWell &&= watched.status === 0;
    if (watched.status !== 0) process.stdout.write(`${name}: status ${watched.status}\n${watched.stderr}\n`);
  }
  return isWell;
}

function watch({ patients }: Load, folder: string, inHost: boolean): Promise<Watched> {
  const at = (name: string): string => join(folder, name);
  const job = { source: at('source'), destination: at('copies'), workbook: at('m.xlsx') };
  if (patients !== undefined) return watchRun(WORKBOOK_RUN, [job.workbook, `${patients}`]);
  if (inHost) return watchHost(folder, { ...job, workers: WORKERS });
  const options = ['--workbook', job.workbook, '--json', '--workers', `${WORKERS}`];
  return watchRun(CLI, [job.source, job.destination, ...options]);
}

function rowOf(
  title: string,
  { summary, seconds, startBytes, peakBytes, mostHandles, delay }: Watched,
): readonly string[] {
  const files = summary?.found ?? 0;
  return [
    title,
    files.toLocaleString('en'),
    seconds.toFixed(1),
    Math.round(files / seconds).toLocaleString('en'),
    `${Math.round(peakBytes / MEGA)}`,
    `${Math.round(startBytes / MEGA)}`,
    mostHandles === undefined ? '' : `${mostHandles}`,
    delay === undefined ? '?' : delay.max.toFixed(0),
    delay === undefined ? '?' : delay.p99.toFixed(0),
  ];
}

function print(cells: readonly string[]): void {
  const [first = '', ...rest] = cells;
  process.stdout.write(`${first.padEnd(44)}${rest.map((cell) => cell.padStart(14)).join('')}\n`);
}

void main().then((status) => {
  process.exitCode = status;
});
