/** What a content security policy allows: the extension's own styles and fonts, and one script. */
export interface AllowedSources {
  /** The webview's own origin. */
  readonly origin: string;
  readonly nonce: string;
}

/** The content security policy of every webview, as it stands in an attribute. */
export function contentSecurityPolicy({ origin, nonce }: AllowedSources): string {
  const rules = [
    "default-src 'none'",
    `style-src ${origin}`,
    `font-src ${origin}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return escapeHtml(rules.join('; '));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as it must stand in HTML between tags or in a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
