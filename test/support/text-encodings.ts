import { spawnSync } from 'node:child_process';

/** A text in another encoding, by iconv, which knows nothing of the product; undefined where there is no iconv. */
export function encodeText(text: string, encoding: string): Buffer | undefined {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  const run = spawnSync('iconv', ['-f', 'utf-8', '-t', encoding], { input: Buffer.from(text, 'utf8') });
  if (run.error) return undefined;
  if (run.status !== 0) throw new Error(`iconv: ${run.stderr.toString()}`);
  return run.stdout;
}
