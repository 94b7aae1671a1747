/**
 * Control characters but for white space, and the characters that turn the direction of what follows (Unicode UAX #9:
 * embeddings, overrides, isolates): a name could use them to look like another one.
 */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** `text` with what can't be seen, or would turn the text around, as escapes like `\u202e`. For display only. */
export function makeVisible(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
