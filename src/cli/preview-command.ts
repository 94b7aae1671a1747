import { join } from 'node:path';
import { peekMapping } from '../core/mapping/peek';
import { formatCount, formatNumber } from '../core/record/format';
import { checkPaths, resolveSource } from '../core/run/check-paths';
import { namingOf } from '../core/run/load-policy';
import type { PreviewKind } from '../core/policy/preview-kinds';
import { type PreviewRow, type PreviewTable, tagText } from '../core/run/preview-table';
import { previewInThread } from '../worker/preview-client';
import { workbookWorker } from '../worker/workbook-client';
import type { AnonymiseArguments } from './arguments';
import { EXIT } from './exit';
import { choosePolicy } from './policy-questions';
import type { Terminal } from './terminal';
import { terminalLine } from './terminal-text';

const HEADINGS: readonly (readonly [PreviewKind, string])[] = [
  ['keptText', 'Kept free text'],
  ['keptPrivate', 'Kept private'],
  ['keptDates', 'Kept dates'],
  ['changed', 'Changed'],
  ['removed', 'Removed'],
];

const NAME_WIDTH = 40;
const FATE_WIDTH = 9;
const COUNT_WIDTH = 9;

/**
 * Prints what a run would do to every attribute below a folder, with counts and without any value; returns the exit
 * status. Writes nothing.
 * @throws UserError when the run would be refused
 */
export async function runPreview(
  args: AnonymiseArguments & { readonly source: string },
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr, scripts, signal } = terminal;
  const table = await previewInThread(
    join(scripts, 'preview-worker.js'),
    await requestOf(args, scripts),
    signal,
    ({ files, total }) => {
      if (stderr.isTTY)
        stderr.write(`\r\x1b[KPreview: ${formatNumber(files)} of ${formatNumber(total)} files`);
    },
  );
  if (stderr.isTTY) stderr.write('\r\x1b[K');
  if (!table) {
    stderr.write('Cancelled: nothing was written.\n');
    return EXIT.cancelled;
  }
  stdout.write(terminalLine(args.json ? JSON.stringify(previewJson(table)) : previewText(table)));
  return table.failed > 0 ? EXIT.someFailed : EXIT.done;
}

async function requestOf(args: AnonymiseArguments & { readonly source: string }, scripts: string) {
  const { destination, source, workbook, prefix } = args;
  const loaded = choosePolicy(args.policy);
  const place = destination === undefined ? undefined : checkPaths(source, destination);
  const client = workbookWorker(join(scripts, 'workbook-worker.js'));
  try {
    const naming = await namingOf(loaded, (list) => client.readIdList(list));
    const mapping = await peekMapping(workbook, client.io);
    return {
      source: place?.source ?? resolveSource(source),
      excluded: place === undefined ? [] : [place.destination],
      choice: loaded.choice,
      naming: prefix === undefined ? naming : { ...naming, prefix },
      ...(mapping ? { mapping: pickMapping(mapping) } : {}),
    };
  } finally {
    await client.close();
  }
}

function pickMapping({ key, patients, studies }: NonNullable<Awaited<ReturnType<typeof peekMapping>>>) {
  return { key, patients, studies };
}

function previewJson({ rows, found, dicom, failed, heldBack, refused, others }: PreviewTable) {
  const lines = rows.map(({ tag, ...row }) => ({ tag: tagText({ tag, creator: row.creator }), ...row }));
  return { preview: true, found, dicom, failed, heldBack, refused, others, rows: lines };
}

function previewText(table: PreviewTable): string {
  const { rows, found, dicom, failed, heldBack, refused, others } = table;
  const all = dicom + heldBack + refused;
  const parts = HEADINGS.flatMap(([kind, heading]) => {
    const lines = rows.filter(({ kinds }) => kinds.includes(kind)).map(rowText);
    return lines.length === 0 ? [] : ['', heading, ...lines];
  });
  return [
    `${formatCount(found, 'file')} found, ${formatNumber(all)} of them DICOM, ${formatNumber(failed)} failed`,
    ...notListed(heldBack, 'that would be held back because of risks'),
    ...notListed(refused, 'that would fail because of risks'),
    ...parts,
    ...(others > 0 ? ['', `${formatNumber(others)} values of further attributes are not listed.`] : []),
    '',
    'Preview: nothing was written.',
  ].join('\n');
}

function notListed(count: number, why: string): readonly string[] {
  return count === 0 ? [] : [`Not listed: ${formatCount(count, 'file')} ${why}`];
}

function rowText({ tag, creator, name, fate, files, values, why }: PreviewRow): string {
  const attribute = `${tagText({ tag, creator })} ${name}`.padEnd(NAME_WIDTH);
  const counts = [files, values].map((count) => formatNumber(count).padStart(COUNT_WIDTH)).join('');
  return `  ${attribute} ${fate.padEnd(FATE_WIDTH)}${counts}  ${why}`;
}
