import { makeVisible } from '../core/record/visible-text';

/**
 * A line for a terminal: control characters in it, which come from names of files, are shown as escapes, so that they
 * neither move the cursor nor do what a terminal can be told to do. Line ends and tabs stay. JSON stays the same JSON.
 */
export function terminalLine(text: string): string {
  return `${makeVisible(text).replaceAll('\r', '\\u000d')}\n`;
}
