import assert from 'node:assert/strict';
import { ProjectKey } from '../../../src/core/pseudonym/project-key';
import {
  dataset,
  dicomFile,
  element,
  encapsulated,
  sequence,
  uid,
  type Element,
} from '../../support/data-sets';
import { KEEP_ALL, KEY_BYTES, newUid, rewrite, valuesOf, type RewriteOptions } from '../../support/rewriting';

/** What an element with that value holds afterwards, padding included. */
function valueAfter(given: Element, options: RewriteOptions = {}): string {
  assert.ok(given.kind !== 'raw');
  const [value] = valuesOf(rewrite(dicomFile(dataset(given)), options), given.tag);
  return value ?? 'removed';
}

const A = '1.2.826.0.1.3680043.10.1234.1';
const B = '1.2.826.0.1.3680043.10.1234.22';

function padded(text: string): string {
  return text.length % 2 === 0 ? text : `${text}\0`;
}

describe('UIDs in elements', () => {
  it('change one by one where there are several, registered ones apart', () => {
    const given = element(0x00083011, 'UI', [A, '1.2.840.10008.5.1.4.1.1.2', B]);
    assert.equal(valueAfter(given), padded(`${newUid(A)}\\1.2.840.10008.5.1.4.1.1.2\\${newUid(B)}`));
  });

  it('keep empty values among several', () => {
    assert.equal(
      valueAfter(element(0x00083011, 'UI', `${A}\\\\${B}\\`)),
      padded(`${newUid(A)}\\\\${newUid(B)}\\`),
    );
  });

  it('are found with any padding', () => {
    for (const value of [`${A} `, ` ${A}`, `${A}\0\0`, `  ${A}  `]) {
      assert.equal(valueAfter(element(0x00080058, 'UI', value)), padded(newUid(A)), JSON.stringify(value));
    }
  });

  it('stay byte for byte when they are registered, padding and all', () => {
    const value = ' 1.2.840.10008.1.2 ';
    assert.equal(valueAfter(element(0x00080058, 'UI', value)), padded(value));
  });

  it('change in UN of an attribute known for UIDs', () => {
    assert.equal(valueAfter(element(0x00080058, 'UN', Buffer.from(padded(A)))), padded(newUid(A)));
  });

  it('change in private UI where private attributes are kept', () => {
    const given = element(0x00091001, 'UI', A);
    assert.equal(valueAfter(given), 'removed');
    assert.equal(valueAfter(given, { off: ['private'] }), padded(newUid(A)));
  });

  it('change although they are longer than 64 characters or no UIDs at all', () => {
    const long = `1.2.${'9'.repeat(90)}`;
    assert.equal(valueAfter(element(0x00080058, 'UI', long)), padded(newUid(long)));
    assert.equal(valueAfter(element(0x00080058, 'UI', 'DOE-JANE')), padded(newUid('DOE-JANE')));
  });

  it('empty an element that could not be read because of its size', () => {
    const huge = element(0x00080058, 'OB', new Uint8Array(70_000).fill(0x31));
    assert.equal(valueAfter(huge), '');
    assert.equal(valueAfter(encapsulated([Buffer.from(A)], { tag: 0x00080058 })), '');
  });
});

describe('UIDs in text', () => {
  it('change where they stand, and the bytes round them stay', () => {
    const text = `Vergleich mit Serie ${A}, s. auch ${B}; Fl\u00e4che`;
    const after = `Vergleich mit Serie ${newUid(A)}, s. auch ${newUid(B)}; Fl\u00e4che`;
    for (const vr of ['LT', 'ST', 'UT', 'LO', 'UC']) {
      assert.equal(valueAfter(element(0x0040a160, vr, text)).trimEnd(), after, vr);
    }
    assert.equal(
      valueAfter(element(0x00081190, 'UR', `https://x/wado?study=${A}`)),
      `https://x/wado?study=${newUid(A)}`.padEnd(66),
    );
  });

  it('change in UN and in Implicit VR without a VR, where private attributes are kept', () => {
    const given = element(0x00091001, 'UN', Buffer.from(`ref=${A};;;`));
    const after = `ref=${newUid(A)};;;`;
    assert.equal(valueAfter(given, { off: ['private'] }).replace(/\0$/, ''), after);
    const implicit = rewrite(dicomFile(dataset(given), { encoding: 'implicit-le' }), { off: ['private'] });
    assert.equal(valuesOf(implicit, 0x00091001).join().replace(/\0$/, ''), after);
  });

  it('change in text longer than a 16-bit length, in UN as well', () => {
    const text = `${'x'.repeat(200_000)}${A}`;
    const expected = `${'x'.repeat(200_000)}${newUid(A)}`;
    assert.ok(valueAfter(element(0x0040a160, 'UT', text)).trimEnd() === expected);
    const inUn = valueAfter(element(0x00204000, 'UN', Buffer.from(text)));
    assert.ok(inUn.replace(/[\0 ]+$/, '') === expected);
  });

  it('turn text that outgrows its VR into UN', () => {
    const text = `${`${A} `.repeat(2180)}`;
    assert.ok(text.length < 65_534);
    const output = rewrite(dicomFile(dataset(element(0x00204000, 'LT', text))));
    const at = Buffer.from(output).indexOf(Buffer.from('20000040', 'hex'));
    assert.equal(Buffer.from(output.subarray(at + 4, at + 6)).toString(), 'UN');
    assert.equal(valuesOf(output, 0x00204000).join(), `${newUid(A)} `.repeat(2180));
  });

  it('leave the text alone when it quotes none or registered ones only', () => {
    const text = 'Version 1.2.3.4, host 10.0.0.12, class 1.2.840.10008.5.1.4.1.1.2 ';
    assert.equal(valueAfter(element(0x0040a160, 'UT', text)), text.padEnd(66));
  });
});

describe('dates in elements', () => {
  it('move by the days of the patient, each value', () => {
    const given = element(0x00080022, 'DA', ['20240229', '', '20240101']);
    assert.equal(valueAfter(given), '20220331\\\\20220131'.padEnd(18));
    assert.equal(valueAfter(element(0x0008002a, 'DT', '20240229101500.5+0100')), '20220331101500.5+0100 ');
  });

  it('are emptied when they are none', () => {
    assert.equal(valueAfter(element(0x00080022, 'DA', 'yesterday ')), '');
    assert.equal(valueAfter(element(0x00080022, 'DA', ['20240229', '20230229'])), '20220331\\ ');
  });

  it('keep an empty value behind the last', () => {
    assert.equal(valueAfter(element(0x00080022, 'DA', ['20240229', ''])), '20220331\\ ');
    const two = element(0x00080022, 'DA', ['20240229', '20240101', '']);
    assert.equal(valueAfter(two), '20220331\\20220131\\');
  });

  it('stay byte for byte when they are what they would become, padding and all', () => {
    for (const value of ['19560101  ', ' 19560101 '])
      assert.equal(valueAfter(element(0x00100030, 'DA', value)), value);
  });

  it('stay byte for byte when their protection is off', () => {
    assert.equal(valueAfter(element(0x00080022, 'DA', '2024.02.29'), { off: ['dates'] }), '2024.02.29');
  });

  it('of birth keep their year', () => {
    assert.equal(valueAfter(element(0x00100030, 'DA', '19561103')), '19560101');
    assert.equal(valueAfter(element(0x00100030, 'DA', 'unknown ')), '');
    assert.equal(valueAfter(element(0x00100030, 'DA', '19561103'), { off: ['birth-date'] }), '19561103');
  });

  it('move by the offset of the patient at hand, file after file', () => {
    const given = element(0x00080022, 'DA', '20240229');
    const by = (dateOffset: number): string =>
      valueAfter(given, { patient: { anonymisedId: 'A', dateOffset } });
    assert.deepEqual([by(7), by(14), by(7)], ['20240222', '20240215', '20240222']);
  });
});

describe('codes and dummies', () => {
  it('replace a Study ID by a code of the study, the same at every depth of it', () => {
    const given = element(0x00200010, 'SH', '4711');
    const code = valueAfter(given);
    assert.match(code, /^[A-Z2-7]{8}$/);
    const key = new ProjectKey(KEY_BYTES);
    assert.equal(code, key.code('study', uid('study'), 8), 'as in files of earlier runs');
    const alone = rewrite(dicomFile([element(0x00080060, 'CS', 'CT'), given]));
    assert.deepEqual(valuesOf(alone, 0x00200010), [key.code('study', '4711', 8)]);
    const study = element(0x0020000d, 'UI', uid('study'));
    const nested = sequence(0x00081110, [
      [study, element(0x00200010, 'SH', 'X')],
      [element(0x00200010, 'SH', 'Y')],
    ]);
    assert.deepEqual(valuesOf(rewrite(dicomFile(dataset(given, nested))), 0x00200010), [code, code, code]);
    const other = sequence(0x00081110, [
      [element(0x0020000d, 'UI', uid('prior')), element(0x00200010, 'SH', 'X')],
    ]);
    const [inPrior] = valuesOf(rewrite(dicomFile(dataset(other))), 0x00200010);
    assert.notEqual(inPrior, code);
  });

  it('are of the study that a nested data set is of, and of no other', () => {
    const [study, prior] = [element(0x0020000d, 'UI', uid('study')), element(0x0020000d, 'UI', uid('prior'))];
    const key = new ProjectKey(KEY_BYTES);
    const inner = sequence(0x00081110, [[element(0x00200010, 'SH', 'X')]]);
    const output = rewrite(dicomFile([sequence(0x00081115, [[inner, prior]]), study]));
    assert.deepEqual(valuesOf(output, 0x00200010), [key.code('study', uid('study'), 8)]);
    const first = rewrite(dicomFile([study, element(0x00200010, 'SH', '4711')], { meta: 'none' }));
    assert.deepEqual(valuesOf(first, 0x00200010), [key.code('study', uid('study'), 8)]);
  });

  it('leave an empty Study ID empty', () => {
    assert.equal(valueAfter(element(0x00200010, 'SH', '')), '');
    assert.equal(valueAfter(element(0x00200010, 'SH', '4711'), { off: ['study-id'] }), '4711');
  });

  it('stand where an object needs a value, and nowhere else', () => {
    assert.equal(valueAfter(element(0x00181000, 'LO', '123456')), 'ANONYMISED');
    assert.equal(valueAfter(element(0x00181000, 'LO', '')), '');
    assert.equal(valueAfter(element(0x00181000, 'LO', '    ')), '    ');
  });
});

describe('a long value that is kept', () => {
  it('is copied although it was never read', () => {
    const pixels = Uint8Array.from({ length: 300_000 }, (_, index) => index % 253);
    const output = rewrite(dicomFile(dataset(element(0x7fe00010, 'OW', pixels))), {
      off: KEEP_ALL,
      firstRead: 256,
    });
    assert.deepEqual(output.subarray(-pixels.length), pixels);
  });
});
