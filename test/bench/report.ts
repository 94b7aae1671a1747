import { cpus, loadavg, release, totalmem } from 'node:os';
import type { CorpusResults, Result } from './rounds';

const EXTRAPOLATED = ' ¹';
const HEADINGS = [
  'Corpus',
  'Tool',
  'wall s',
  'user s',
  'sys s',
  'peak MB',
  'files/s',
  'MB/s',
  '× cp -r',
] as const;

/** One Markdown table of all corpora, with its footnote. */
export function renderTable(all: readonly CorpusResults[]): string {
  const rows = all.flatMap(({ corpus, results }) =>
    results.map((result, index) => row(index === 0 ? `${corpus.name}: ${corpus.title}` : '', result)),
  );
  const ruler = HEADINGS.map((_, column) => (column < 2 ? '---' : '---:'));
  const table = [HEADINGS, ruler, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const isExtrapolated = all.some(({ results }) => results.some(({ extrapolated }) => extrapolated));
  return isExtrapolated
    ? `${table}\n\n¹ measured on every tenth file, times and speeds scaled to all of them.`
    : table;
}

/** What the figures depend on; a load of others makes wall times useless. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const [load = 0] = loadavg();
  const system = `Linux ${release()}, Node ${process.version}, load ${load.toFixed(1)}`;
  return `${cpus().length} x ${cpu?.model.trim() ?? 'unknown CPU'}, ${memory} GB, ${system}`;
}

function row(corpus: string, result: Result): readonly string[] {
  return [
    corpus,
    result.name + (result.extrapolated ? EXTRAPOLATED : ''),
    result.wall.toFixed(2),
    result.user.toFixed(2),
    result.system.toFixed(2),
    (result.peakBytes / 1e6).toFixed(0),
    Math.round(result.filesPerSecond).toLocaleString('en'),
    Math.round(result.bytesPerSecond / 1e6).toLocaleString('en'),
    result.ratio.toFixed(2),
  ];
}
