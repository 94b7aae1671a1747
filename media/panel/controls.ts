import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/vscode-button.js';
import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/vscode-checkbox.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import { icon, make } from './dom';

export interface ButtonOptions {
  readonly text: string;
  /** Name of a codicon. */
  readonly icon?: string;
  readonly isPrimary?: boolean;
  /** What a screen reader says, when the text alone does not tell enough. */
  readonly label?: string;
  readonly onClick: () => void;
}

/** A button as VS Code has them. */
export function button(options: ButtonOptions): VscodeButton {
  const element = document.createElement('vscode-button');
  element.textContent = options.text;
  element.secondary = options.isPrimary !== true;
  if (options.icon !== undefined) element.icon = options.icon;
  if (options.label !== undefined) element.setAttribute('aria-label', options.label);
  element.addEventListener('click', () => {
    if (!element.disabled) options.onClick();
  });
  return element;
}

/** Takes a button out of use, for assistive technology as well. */
export function enable(element: VscodeButton, isEnabled: boolean): void {
  if (element.disabled === !isEnabled) return;
  element.disabled = !isEnabled;
  element.setAttribute('aria-disabled', String(!isEnabled));
}

/** A checkbox with its label and a line of explanation. */
export class LabelledCheckbox {
  readonly element: HTMLElement;
  private readonly box: VscodeCheckbox = document.createElement('vscode-checkbox');

  constructor(label: string, explanation: HTMLElement, onChange: (on: boolean) => void) {
    this.box.label = label;
    this.box.addEventListener('change', () => onChange(this.box.checked));
    explanation.classList.add('explanation');
    this.element = make('div', { class: 'setting' }, this.box, explanation);
  }

  /** Shows whether it is on, and whether it may be changed. */
  update(isOn: boolean, isEnabled: boolean): void {
    if (this.box.checked !== isOn) this.box.checked = isOn;
    if (this.box.disabled !== !isEnabled) this.box.disabled = !isEnabled;
  }
}

/** A search box. */
export function searchBox(label: string, onSearch: (text: string) => void): VscodeTextfield {
  const element = document.createElement('vscode-textfield');
  element.placeholder = label;
  element.label = label;
  const glass = icon('search');
  glass.slot = 'content-before';
  element.append(glass);
  element.addEventListener('input', () => onSearch(element.value));
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || element.value === '') return;
    element.value = '';
    onSearch('');
  });
  return element;
}
