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

/** What stands in no name on Windows, and there would mean a stream of a file, a folder or a pattern. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}]/gu;
/** Names that are devices on Windows in every folder, whatever extension follows. */
const DEVICE = /^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?= *(?:\.|$))/i;
/** Windows drops these, so that the name would be that of another file. */
const DROPPED_END = /[. ]$/;

/** `name` as it can be written on Windows and read back: unchanged where it can, else with `_` for what can't stand. */
export function makeValidOnWindows(name: string): string {
  return name.replace(FORBIDDEN, '_').replace(DROPPED_END, '_').replace(DEVICE, '$1_');
}

/**
 * What is the same for two names that a file system takes for one: letter case and composed or decomposed letters do not
 * count, and neither does what case folding makes alike ("ß" and "SS", "ſ" and "s").
 */
export function foldName(name: string): string {
  return name.normalize('NFD').toUpperCase().toLowerCase().normalize('NFD');
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
