/** Longest name of a file or folder on the common file systems: 255 bytes, or 255 UTF-16 units, which are fewer. */
const LONGEST_NAME = 255;
/** What follows the last dot, if it is short and no number: the last component of a UID is no extension. */
const EXTENSION = /(?<=.)\.(?=[^.]*\p{L})[^.]{1,15}$/u;

/** `name` with `suffix` in front of its extension; the name is cut where the whole would be too long to be written. */
export function appendToName(name: string, suffix: string): string {
  const extension = EXTENSION.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  return cutToBytes(stem, LONGEST_NAME - Buffer.byteLength(suffix + extension)) + suffix + extension;
}

/** Whether a name is too long for a file or folder. */
export function isTooLong(name: string): boolean {
  return Buffer.byteLength(name) > LONGEST_NAME;
}

function cutToBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    end += character.length;
  }
  return text.slice(0, end);
}
