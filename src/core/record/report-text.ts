/** What ends a line, moves the cursor of a terminal or turns the direction of reading. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Names of files are the user's: nothing in them may become markup or end a table cell. */
export function escapeMarkdown(text: string): string {
  return text.replace(CONTROL, '\ufffd').replace(/[\\`*_{}[\]<>()#+!|~&-]/g, '\\$&');
}

/** RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function escapeCsv(text: string): string {
  const shown = text.replace(CONTROL, '\ufffd');
  const safe = /^\s*[=+\-@＝＋－＠]/u.test(shown) ? `'${shown}` : shown;
  return /[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
