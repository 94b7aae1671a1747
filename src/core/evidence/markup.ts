/** Text that is markup already: everything else is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Content = string | number | Markup | readonly Content[];

/** Characters that XML 1.0 §2.2 does not allow. */
// eslint-disable-next-line no-control-regex -- these are what is replaced
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Joins literal markup and content, which is escaped unless it is markup: markup`<p>${text}</p>`. */
export function markup(literals: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const rest = contents.map((content, at) => render(content) + literals[at + 1]!);
  return new Markup(literals[0]! + rest.join(''));
}

function render(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string' || typeof content === 'number') return escapeText(String(content));
  return content.map(render).join('');
}

function escapeText(text: string): string {
  return text.replace(NOT_XML, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
