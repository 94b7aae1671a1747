interface Attributes {
  readonly class?: string;
  readonly text?: string;
  readonly [name: `${'aria' | 'data'}-${string}`]: string;
  readonly id?: string;
  readonly role?: string;
  readonly scope?: string;
  readonly colspan?: string;
  readonly tabindex?: string;
  readonly hidden?: '';
}

/** An element with attributes and children. Text goes in as text, never as markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes) as [string, string][]) {
    if (name === 'text') element.textContent = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** A codicon, for the eye only. */
export function icon(name: string, className = ''): HTMLElement {
  return make('i', { class: `codicon codicon-${name} ${className}`.trim(), 'aria-hidden': 'true' });
}

/** Sets the text of an element, leaving it alone when it has it already: a screen reader would read it again. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows or hides an element. */
export function show(element: HTMLElement, isShown: boolean): void {
  element.hidden = !isShown;
}

/** Fills an element with children made of `data`, but only if the data are others than the last time. */
export class Filled<T> {
  private last = '';

  constructor(
    private readonly element: HTMLElement,
    private readonly render: (data: T) => readonly Node[],
  ) {}

  /** Shows `data`, which can be written as JSON. */
  fill(data: T): void {
    const key = JSON.stringify(data);
    if (key === this.last) return;
    this.last = key;
    this.element.replaceChildren(...this.render(data));
  }
}
