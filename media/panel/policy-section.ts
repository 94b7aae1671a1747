import type { Example, PanelState, PolicyTable } from '../../src/panel/panel-state';
import { t } from '../../src/panel/translate';
import { button, LabelledCheckbox, searchBox } from './controls';
import { make, setText, show } from './dom';
import { order, type Extension } from './extension';
import { PolicyTableRow } from './policy-rows';

interface Group {
  readonly element: HTMLElement;
  readonly rows: readonly PolicyTableRow[];
}

/** What becomes of each attribute: a table that can be searched, and the switches beside it. */
export class PolicySection {
  readonly element: HTMLElement;
  private readonly groups: readonly Group[];
  private readonly switches;
  private readonly keepNames;
  private readonly count = make('span', { class: 'muted count', role: 'status' });
  private readonly empty = make('p', {
    class: 'muted no-match',
    text: t('No attribute matches the search.'),
  });
  private readonly reveal;
  private search = '';
  private revealed = false;
  private edition = 0;
  private examples: ReadonlyMap<string, Example> = new Map();
  private state: PanelState | undefined;

  constructor(
    table: PolicyTable,
    private readonly extension: Extension,
  ) {
    this.groups = groupRows(table);
    this.switches = table.switches.map(({ id, title, description }) => ({
      id,
      box: new LabelledCheckbox(title, make('p', { text: description }), (on) =>
        order(extension.call('setSwitch', { id, on })),
      ),
    }));
    const keepNamesText = t('Keep names of folders and files as they are, also where they name a patient.');
    this.keepNames = new LabelledCheckbox(t('Keep names'), make('p', { text: keepNamesText }), (on) =>
      order(extension.call('setKeepNames', { on })),
    );
    this.reveal = button({ text: '', icon: 'eye', onClick: () => this.toggleReveal() });
    this.element = this.build(table);
  }

  update(state: PanelState, isBusy: boolean): void {
    this.state = state;
    for (const { id, box } of this.switches) box.update(state.on.includes(id), !isBusy);
    this.keepNames.update(state.keepNames, !isBusy);
    if (state.examples !== this.edition) this.forgetExamples(state.examples);
    this.refresh();
  }

  private build({ title, description }: PolicyTable): HTMLElement {
    const box = searchBox(t('Search attributes by name, tag or action'), (text) => {
      this.search = text.trim();
      this.refresh();
    });
    const toolbar = make('div', { class: 'policy-toolbar' }, box, this.count, this.reveal);
    const scroller = make(
      'div',
      {
        class: 'scroller',
        tabindex: '0',
        role: 'region',
        'aria-label': t('Attributes and what becomes of them'),
      },
      tableElement(this.groups),
      this.empty,
    );
    const aside = make(
      'div',
      { class: 'switches', role: 'group', 'aria-label': t('Parts of the policy') },
      make('h3', { text: t('Parts of the Policy') }),
      ...this.switches.map(({ box: { element } }) => element),
      make('h3', { text: t('Names') }),
      this.keepNames.element,
    );
    return make(
      'section',
      { 'aria-labelledby': 'policy' },
      make('h2', { id: 'policy', text: t('Tag Policy: {0}', title) }),
      make('p', { class: 'muted', text: t(description) }),
      make('div', { class: 'policy' }, make('div', { class: 'policy-table' }, toolbar, scroller), aside),
    );
  }

  private refresh(): void {
    const { state } = this;
    if (!state) return;
    let [found, all] = [0, 0];
    for (const { element, rows } of this.groups) {
      const matching = rows.filter((row) => row.update(state.on, this.examples, this.search)).length;
      show(element, matching > 0);
      found += matching;
      all += rows.length;
    }
    setText(this.count, this.search === '' ? '' : t('{0} of {1}', found, all));
    show(this.empty, found === 0);
    show(this.reveal, this.edition > 0);
    setText(this.reveal, this.revealed ? t('Hide Values') : t('Reveal Values'));
    this.reveal.icon = this.revealed ? 'eye-closed' : 'eye';
  }

  private toggleReveal(): void {
    this.revealed = !this.revealed;
    this.loadExamples();
  }

  /** Other examples: hidden again, whatever the last ones were. */
  private forgetExamples(edition: number): void {
    const isOther = this.edition === 0 || edition === 0;
    this.edition = edition;
    if (isOther) this.revealed = false;
    if (edition === 0) this.examples = new Map();
    else this.loadExamples();
  }

  private loadExamples(): void {
    const { edition, revealed } = this;
    const asked = this.extension.call('examples', { revealed });
    order(
      asked.then((examples) => {
        if (edition !== this.edition || revealed !== this.revealed) return;
        this.examples = new Map(examples.map((example) => [example.key, example]));
        this.refresh();
      }),
    );
  }
}

function groupRows({ lines }: PolicyTable): readonly Group[] {
  const headings = [...new Set(lines.map(({ heading }) => heading))];
  return headings.map((heading) => {
    const rows = lines.filter((line) => line.heading === heading).map((line) => new PolicyTableRow(line));
    const head = make(
      'tr',
      { class: 'group' },
      make('th', { scope: 'rowgroup', colspan: '4', text: heading }),
    );
    return { rows, element: make('tbody', {}, head, ...rows.map(({ element }) => element)) };
  });
}

function tableElement(groups: readonly Group[]): HTMLElement {
  const columns = [
    ['name', t('Attribute')],
    ['tag', t('Tag')],
    ['becomes', t('What becomes of it')],
    ['example', t('Example from this folder')],
  ] as const;
  const head = make(
    'tr',
    {},
    ...columns.map(([name, text]) => make('th', { scope: 'col', class: name, text })),
  );
  return make('table', {}, make('thead', {}, head), ...groups.map(({ element }) => element));
}
