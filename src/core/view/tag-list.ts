import { formatTag } from '../dicom/names';
import type { Attribute, Item } from './attribute';

const INDENT = '  ';
/** Names are padded to this width, so that values stand in a column whatever file is listed. */
const NAME_WIDTH = 36;

/**
 * The attributes as text, one a line, for the diff of two files: "(0010,0010) PN PatientName ... value", indented
 * by depth. A line depends on its own attribute only, so that a difference stays where it is.
 */
export function formatTagList(attributes: readonly Attribute[]): string {
  const lines: string[] = [];
  listDataSet(attributes, 0, lines);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function listDataSet(attributes: readonly Attribute[], depth: number, lines: string[]): void {
  for (const attribute of attributes) {
    lines.push(formatLine(attribute, depth));
    for (const item of attribute.items) listItem(item, depth + 1, lines);
  }
}

function listItem({ number, attributes }: Item, depth: number, lines: string[]): void {
  lines.push(`${INDENT.repeat(depth)}Item ${number}`);
  listDataSet(attributes, depth + 1, lines);
}

/** One attribute as a line of the list, without its items. */
export function formatLine({ tag, vr, keyword, name, value }: Attribute, depth = 0): string {
  const label = `${INDENT.repeat(depth)}${formatTag(tag)} ${vr} ${keyword || escapeControls(name)}`;
  const padded = label.padEnd(depth * INDENT.length + NAME_WIDTH);
  return `${padded} ${escapeControls(value)}`.trimEnd();
}

/**
 * Control characters, line ends, and the characters that turn the direction of writing (Unicode UAX #9) would break the
 * line or show it in another order than it has: they are written as escapes, everything else as it is.
 */
export function escapeControls(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (control) => {
    if (control === '\n') return '\\n';
    if (control === '\r') return '\\r';
    return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
