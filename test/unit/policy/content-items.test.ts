import assert from 'node:assert/strict';
import { ACT } from '../../../src/core/policy/action';
import { Decider } from '../../../src/core/policy/decider';
import type { Rule } from '../../../src/core/policy/policy';
import { dataset, dicomFile, element, type Element, inTagOrder, sequence } from '../../support/data-sets';
import { byTag, choiceOf, rule } from '../../support/policies';
import { newUid, rewrite, valuesOf } from '../../support/rewriting';
import { scanBytes } from '../../support/scanning';

const CONTENT = 0x0040a730;
const TEXT = 0x0040a160;
const OBSERVER = ['121008', 'DCM'] as const;

type Item = readonly Element[];

function code(tag: number, [value, scheme]: readonly [string, string], meaning = 'Meaning'): Element {
  return sequence(tag, [
    [element(0x00080100, 'SH', value), element(0x00080102, 'SH', scheme), element(0x00080104, 'LO', meaning)],
  ]);
}

function contentItem(valueType: string, name: readonly [string, string], ...value: readonly Element[]): Item {
  return inTagOrder([element(0x0040a040, 'CS', valueType), code(0x0040a043, name), ...value]);
}

function concept(action: Rule['action'], valueType = '', name = OBSERVER as readonly [string, string]): Rule {
  return rule({ by: 'concept', code: name[0], scheme: name[1], valueType }, action);
}

function report(...items: readonly Item[]): Uint8Array {
  return dicomFile(dataset(sequence(CONTENT, items)));
}

function treated(file: Uint8Array, ...rules: readonly Rule[]): Uint8Array {
  return rewrite(file, { choice: choiceOf(rules) });
}

const NAMED = contentItem('TEXT', OBSERVER, element(TEXT, 'UT', 'Doe, Jane '));
const OTHER = contentItem('TEXT', ['121071', 'DCM'], element(TEXT, 'UT', 'A finding'));

describe('a rule for a concept', () => {
  it('removes the whole Content Item', () => {
    const output = treated(report(NAMED, OTHER), concept('X'));
    assert.deepEqual(valuesOf(output, TEXT), ['A finding ']);
    assert.deepEqual(valuesOf(output, 0x0040a040), ['TEXT']);
  });

  it('removes a sequence that would have no Item left', () => {
    const output = treated(report(NAMED, NAMED), concept('X'));
    assert.deepEqual(valuesOf(output, CONTENT), []);
    assert.deepEqual(valuesOf(output, TEXT), []);
  });

  it('leaves the Items of another sequence to it, and the sequence too', () => {
    const context = sequence(0x00400555, [NAMED]);
    const rules = [rule({ by: 'path', path: [0x00400555] }, 'K'), concept('X')];
    const output = treated(dicomFile(dataset(context)), ...rules);
    assert.deepEqual(valuesOf(output, 0x00400555).length, 1);
    assert.deepEqual(valuesOf(output, TEXT), []);
  });

  it('leaves a sequence without Items alone', () => {
    assert.deepEqual(valuesOf(treated(report(), concept('X')), CONTENT), ['']);
  });

  it('works at every depth, in every encoding', () => {
    for (const encoding of ['explicit-le', 'implicit-le', 'explicit-be'] as const) {
      for (const length of ['defined', 'undefined'] as const) {
        const inner = sequence(CONTENT, [NAMED, OTHER], { length });
        const deep = sequence(CONTENT, [contentItem('CONTAINER', ['1', 'DCM'], inner)], { length });
        const output = treated(dicomFile(dataset(deep), { encoding }), concept('X'));
        assert.deepEqual(valuesOf(output, TEXT), ['A finding '], `${encoding} ${length}`);
      }
    }
  });

  it('gives a dummy, empties, keeps', () => {
    assert.deepEqual(valuesOf(treated(report(NAMED), concept('D')), TEXT), ['ANONYMISED']);
    assert.deepEqual(valuesOf(treated(report(NAMED), concept('Z')), TEXT), ['']);
    assert.deepEqual(valuesOf(treated(report(NAMED), concept('K'), byTag(TEXT, 'Z')), TEXT), ['Doe, Jane ']);
    assert.deepEqual(valuesOf(treated(report(OTHER), concept('K'), byTag(TEXT, 'Z')), TEXT), ['']);
  });

  it('asks for code, scheme and Value Type', () => {
    for (const name of [
      ['121008', 'SRT'],
      ['121009', 'DCM'],
    ] as const)
      assert.deepEqual(valuesOf(treated(report(NAMED), concept('Z', '', name)), TEXT), ['Doe, Jane ']);
    assert.deepEqual(valuesOf(treated(report(NAMED), concept('Z', 'PNAME')), TEXT), ['Doe, Jane ']);
    assert.deepEqual(valuesOf(treated(report(NAMED), concept('Z', 'TEXT')), TEXT), ['']);
  });

  it('is about the value, not about the concept itself', () => {
    const output = treated(report(NAMED), concept('Z'));
    assert.deepEqual(valuesOf(output, 0x00080104), ['Meaning ']);
    assert.deepEqual(valuesOf(output, 0x0040a040), ['TEXT']);
  });

  it('treats names, dates, UIDs, numbers, codes and references', () => {
    const value = (given: Element, action: Rule['action'], tag: number): readonly string[] =>
      valuesOf(treated(report(contentItem('X', OBSERVER, given)), concept(action)), tag);
    assert.deepEqual(value(element(0x0040a123, 'PN', 'Doe^Jane'), 'D', 0x0040a123), ['ANONYMISED']);
    assert.deepEqual(value(element(0x0040a121, 'DA', '20240229'), 'C', 0x0040a121), ['20220331']);
    assert.deepEqual(value(element(0x0040a122, 'TM', '1015'), 'C', 0x0040a122), ['1015']);
    assert.deepEqual(value(element(0x0040a120, 'DT', '20240229'), 'D', 0x0040a120), ['19000101000000']);
    assert.deepEqual(value(element(0x0040a124, 'UI', '1.2.826.0.1.3'), 'U', 0x0040a124), [
      `${newUid('1.2.826.0.1.3')}\0`.slice(
        0,
        newUid('1.2.826.0.1.3').length + (newUid('1.2.826.0.1.3').length % 2),
      ),
    ]);
    const measured = sequence(0x0040a300, [
      [element(0x0040a30a, 'DS', '72'), code(0x004008ea, ['kg', 'UCUM'])],
    ]);
    assert.deepEqual(value(measured, 'Z', 0x0040a300), ['']);
    assert.deepEqual(value(measured, 'D', 0x0040a30a), ['0 ']);
    const coded = code(0x0040a168, ['M', 'DCM'], 'Male');
    assert.deepEqual(value(coded, 'D', 0x00080104).slice(1), ['ANONYMISED']);
    const image = sequence(0x00081199, [[element(0x00081155, 'UI', '1.2.826.0.1.4')]]);
    assert.deepEqual(value(image, 'Z', 0x00081155), []);
  });

  it('does not shift the positions by which Content Items refer to each other', () => {
    const reference: Item = [element(0x0040a010, 'CS', 'INFERRED FROM'), element(0x0040db73, 'UL', [1, 2])];
    const output = treated(report(NAMED, OTHER, reference), concept('X'));
    assert.deepEqual(valuesOf(output, TEXT), ['ANONYMISED', 'A finding ']);
  });

  it('asks each file anew whether it refers to positions', () => {
    const decider = new Decider(choiceOf([concept('X')]));
    const reference: Item = [element(0x0040a010, 'CS', 'INFERRED FROM'), element(0x0040db73, 'UL', [1, 2])];
    const actionOnItem = (...items: readonly Item[]): number => {
      const file = scanBytes(report(...items));
      return decider.decideIn(file, file.table.tag.indexOf(0xfffee000));
    };
    for (let round = 0; round < 2; round++) {
      assert.equal(actionOnItem(NAMED, OTHER), ACT.remove);
      assert.equal(actionOnItem(NAMED, OTHER, reference), ACT.keep);
    }
  });

  it('gives a dummy to the value of the report itself, which can not go', () => {
    const root = [code(0x0040a043, OBSERVER), element(0x0040a040, 'CS', 'TEXT'), element(TEXT, 'UT', 'Doe')];
    assert.deepEqual(valuesOf(treated(dicomFile(dataset(...root)), concept('X')), TEXT), ['ANONYMISED']);
  });

  it('reads codes that are too long for a Code Value', () => {
    const long = sequence(0x0040a043, [
      [element(0x00080102, 'SH', 'DCM'), element(0x00080119, 'UC', 'A code of more than sixteen characters')],
    ]);
    const item: Item = [element(0x0040a040, 'CS', 'TEXT'), long, element(TEXT, 'UT', 'Doe')];
    const name = ['A code of more than sixteen characters', 'DCM'] as const;
    assert.deepEqual(valuesOf(treated(report(item), concept('Z', '', name)), TEXT), ['']);
  });
});
