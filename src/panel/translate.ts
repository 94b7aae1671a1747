/** Translations by English text, as `vscode.l10n.bundle` has them. */
export type Texts = Readonly<Record<string, string>>;

let texts: Texts = {};

/** Sets the language of the page; until then it is English. */
export function useTexts(translations: Texts): void {
  texts = translations;
}

/** `message` in the language of the page, with {0}, {1} … replaced by `values`. */
export function t(message: string, ...values: readonly (string | number)[]): string {
  const text = Object.hasOwn(texts, message) ? texts[message]! : message;
  return text.replace(/\{(\d)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}
