import type { SheetState } from './sheet';
import type { Part } from './xlsx-parts';
import { readXmlPart } from './xml-part';

/** A sheet as the workbook lists it. */
export interface ListedSheet {
  readonly name: string;
  readonly state: SheetState;
  /** Of its part in the archive. */
  readonly path: string;
}

const STATES: readonly SheetState[] = ['visible', 'hidden', 'veryHidden'];

/** The sheets of a workbook in their order (ECMA-376-1 §18.2.20), and whether its dates count from 1904 (§18.2.28). */
export async function readSheetList(
  workbook: Part | undefined,
  relations: Part | undefined,
): Promise<{ readonly sheets: readonly ListedSheet[]; readonly from1904: boolean }> {
  const targets = await readTargets(relations);
  const sheets: ListedSheet[] = [];
  let from1904 = false;
  await readXmlPart(workbook, {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (tag !== 'sheet') return;
      const target = targets.get(attributes['r:id'] ?? '');
      if (target === undefined) return;
      const state = STATES.find((known) => known === attributes['state']) ?? 'visible';
      sheets.push({ name: attributes['name'] ?? '', state, path: pathOf(target) });
    },
  });
  return { sheets, from1904 };
}

/** When the writer says that it saved the workbook; undefined when it does not say, or nothing that is a time. */
export async function readModified(part: Part | undefined): Promise<Date | undefined> {
  let text = '';
  let isModified = false;
  await readXmlPart(part, {
    open: (name) => (isModified = name === 'modified'),
    text: (more) => (text += isModified ? more : ''),
    close: () => (isModified = false),
  });
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

async function readTargets(part: Part | undefined): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await readXmlPart(part, {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, Target);
    },
  });
  return targets;
}

/** Targets start from `xl`, where the workbook is, or from the root. */
function pathOf(target: string): string {
  return `xl/${target.replace(/^(\s|\/xl\/)+/, '')}`;
}
