/** The parts of the page that the script fills. */
export interface Page {
  readonly search: HTMLInputElement;
  readonly count: HTMLElement;
  readonly expand: HTMLButtonElement;
  readonly collapse: HTMLButtonElement;
  readonly notice: HTMLElement;
  readonly grid: HTMLElement;
  readonly rows: HTMLElement;
  readonly message: HTMLElement;
  readonly details: HTMLElement;
}

/** Finds the parts by the ids that `tag-view-html` gives them. @throws Error when one is missing */
export function findPage(): Page {
  return {
    search: part('search', HTMLInputElement),
    count: part('count', HTMLElement),
    expand: part('expand', HTMLButtonElement),
    collapse: part('collapse', HTMLButtonElement),
    notice: part('notice', HTMLElement),
    grid: part('grid', HTMLElement),
    rows: part('rows', HTMLElement),
    message: part('message', HTMLElement),
    details: part('details', HTMLElement),
  };
}

function part<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
}

/** Puts the values for {0}, {1} … into a text that came translated with the page. */
export function fillIn(template: string, ...values: readonly number[]): string {
  return template.replace(/\{(\d)\}/g, (_, index: string) => (values[Number(index)] ?? 0).toLocaleString());
}
