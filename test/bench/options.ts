import { parseArgs } from 'node:util';
import { CORPUS_NAMES, type CorpusName } from './corpora';

export interface BenchOptions {
  readonly rounds: number;
  readonly only: readonly CorpusName[];
  /** 1 is the full size of the corpora; less is for trying the bench itself. */
  readonly scale: number;
  /** Where corpora stay between runs, and where destinations lie during one. */
  readonly cache: string;
  readonly workers: number;
  readonly peers: boolean;
  /** Also the product under other policies than the default one. */
  readonly policies: boolean;
  readonly rerun: boolean;
  readonly ten: boolean;
  readonly cold: boolean;
}

export const USAGE = `npm run bench -- [options]
  --rounds N    interleaved rounds, medians are shown (3)
  --only a,b    only these corpora (a,b,c,d)
  --workers N   worker threads of DicomAnon (2)
  --peers       also gdcmanon, dcmodify and pydicom, where installed
  --policies    also DicomAnon under the Basic Profile, and with free text left alone
  --rerun       also a second run over unchanged output
  --ten         also ten files, start of the process included
  --cold        also with an empty page cache (needs root)
  --scale X     size of the corpora, to try the bench itself (1)
  --cache DIR   where the corpora are kept (out/bench)`;

/** The options of the command line; throws a TypeError or RangeError with what is wrong. */
export function parseOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: CORPUS_NAMES.join(',') },
      workers: { type: 'string', default: '2' },
      scale: { type: 'string', default: '1' },
      cache: { type: 'string', default: 'out/bench' },
      peers: { type: 'boolean', default: false },
      policies: { type: 'boolean', default: false },
      rerun: { type: 'boolean', default: false },
      ten: { type: 'boolean', default: false },
      cold: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    ...values,
    rounds: positive('--rounds', values.rounds),
    workers: positive('--workers', values.workers),
    scale: positive('--scale', values.scale),
    only: values.only.split(',').map(corpusName),
  };
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new RangeError(`${option} must be a number above 0, not "${text}"`);
  return number;
}

function corpusName(text: string): CorpusName {
  const found = CORPUS_NAMES.find((name) => name === text.trim());
  if (found === undefined)
    throw new RangeError(`There is no corpus "${text}"; there are ${CORPUS_NAMES.join(', ')}`);
  return found;
}
