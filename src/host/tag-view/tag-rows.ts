import type { Attribute } from '../../core/view/attribute';
import { formatTag } from '../../core/dicom/names';
import { isPrivate } from '../../core/dicom/tags';
import type { TagRow } from '../../panel/tag-view-protocol';

/** The rows of a file as the view shows them: depth first, in the order of the file. */
export function toRows(attributes: readonly Attribute[]): readonly TagRow[] {
  const rows: TagRow[] = [];
  appendDataSet(attributes, 0, rows);
  return rows;
}

function appendDataSet(attributes: readonly Attribute[], depth: number, rows: TagRow[]): void {
  for (const attribute of attributes) appendAttribute(attribute, depth, rows);
}

function appendAttribute(attribute: Attribute, depth: number, rows: TagRow[]): void {
  const { tag, vr, keyword, name, value, valueKind: kind } = attribute;
  const place = rows.length;
  const isPrivateTag = isPrivate(tag);
  rows.push({
    depth,
    inside: 0,
    kind,
    tag: formatTag(tag),
    vr,
    keyword,
    name,
    value,
    isPrivate: isPrivateTag,
  });
  for (const item of attribute.items) {
    const itemPlace = rows.length;
    rows.push({ ...ITEM_ROW, depth: depth + 1, name: `Item ${item.number}` });
    appendDataSet(item.attributes, depth + 2, rows);
    closeRow(rows, itemPlace);
  }
  closeRow(rows, place);
}

const ITEM_ROW = {
  inside: 0,
  kind: 'item',
  tag: '',
  vr: '',
  keyword: '',
  value: '',
  isPrivate: false,
} as const;

/** Sets how many rows lie inside the one at `place`, now that they are there. */
function closeRow(rows: TagRow[], place: number): void {
  const row = rows[place];
  if (row) rows[place] = { ...row, inside: rows.length - place - 1 };
}
