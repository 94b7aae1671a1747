/** Reads a JSON list of paths from stdin; prints a JSON line for each: what dcmjs finds in the file. */
import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findCanaries } from './canaries';

interface DcmjsElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
}
type DcmjsDataSet = Readonly<Record<string, DcmjsElement>>;

interface Logger {
  setLevel(level: 'silent'): void;
}

interface Dcmjs {
  readonly data: {
    readonly DicomMessage: { readFile(bytes: ArrayBuffer): { meta: DcmjsDataSet; dict: DcmjsDataSet } };
  };
  readonly log: Logger & { getLogger(name: string): Logger };
}

type Listed = readonly [string, string, null, string, readonly string[]];

const dcmjs = createRequire(join(process.cwd(), 'package.json'))('dcmjs') as Dcmjs;
for (const logger of [dcmjs.log, dcmjs.log.getLogger('validation.dcmjs')]) logger.setLevel('silent');

for (const path of JSON.parse(readFileSync(0, 'utf8')) as readonly string[])
  writeSync(1, `${JSON.stringify(read(path))}\n`);

function read(path: string): { readonly path: string; readonly elements?: readonly Listed[] } {
  try {
    const { meta, dict } = dcmjs.data.DicomMessage.readFile(new Uint8Array(readFileSync(path)).buffer);
    return { path, elements: [...list(meta, ''), ...list(dict, '')] };
  } catch {
    return { path };
  }
}

function list(dataSet: DcmjsDataSet, prefix: string): readonly Listed[] {
  return Object.entries(dataSet).flatMap(([tag, { vr, Value = [] }]): readonly Listed[] => {
    const at = prefix + tag.toLowerCase();
    if (vr !== 'SQ') return [[at, vr, null, '', canariesIn(Value)]];
    const items = Value.flatMap((item, index) => list(item as DcmjsDataSet, `${at}[${index}].`));
    return [[at, vr, null, '', []], ...items];
  });
}

function canariesIn(values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => {
    const bytes =
      value instanceof ArrayBuffer ? Buffer.from(value) : Buffer.from(JSON.stringify(value) ?? '');
    return findCanaries(bytes).map(({ text }) => text);
  });
}
