import { makeVisible } from '../../src/core/record/visible-text';
import { icon, make } from './dom';

/** Paths as they stand in a read-only field; the whole of each can be read and copied. */
export function pathBox(paths: readonly string[], iconName: string): HTMLElement {
  const lines = paths.map((path) => {
    const text = make('span', { class: 'path-text', text: makeVisible(path) });
    return make('div', { class: 'path-line' }, icon(iconName), text);
  });
  return make('div', { class: 'path-box' }, ...lines);
}
