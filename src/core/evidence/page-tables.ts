import { formatNumber } from '../record/format';
import { type Content, markup, type Markup } from './markup';

/** A column of a table; numbers stand to the right. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/**
 * A table with a caption and a row of headings; what stands first in a row is its heading. Columns in which no row has
 * anything are left out. Nothing for no rows.
 */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
  kind = '',
): Content {
  if (rows.length === 0) return '';
  const used = columns.map((_, at) => rows.some((row) => row[at] !== ''));
  const kept = <T>(cells: readonly T[]): readonly T[] => cells.filter((_, at) => used[at] === true);
  const heads = kept(columns).map(
    ({ title, isNumber }) => markup`<th scope="col" ${classOf(isNumber)}>${title}</th>`,
  );
  return markup`<table${kind === '' ? '' : markup` class="${kind}"`}>
<caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    markup`<tr>
      ${kept(row).map((cell, at) => cellOf(cell, at, kept(columns)[at]?.isNumber))}
    </tr> `,
)}</tbody>
</table>
`;
}

/** Names and what they stand for. */
export function facts(caption: string, rows: readonly (readonly [string, Content])[]): Markup {
  return markup`<table class="facts">
    <caption>
      ${caption}
    </caption>
    <tbody>
      ${rows.map(
        ([name, value]) =>
          markup`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr> `,
      )}
    </tbody>
  </table> `;
}

/** A list of points; nothing for none. */
export function points(items: readonly Content[]): Content {
  if (items.length === 0) return '';
  return markup`<ul>
    ${items.map((item) => markup`<li>${item}</li> `)}
  </ul> `;
}

function cellOf(cell: Content, at: number, isNumber: boolean | undefined): Markup {
  const shown = typeof cell === 'number' ? formatNumber(cell) : cell;
  if (at === 0) return markup`<th scope="row">${shown}</th>`;
  return markup`<td${classOf(isNumber)}>${shown}</td>`;
}

function classOf(isNumber: boolean | undefined): Content {
  return isNumber === true ? markup` class="number"` : '';
}
