import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countOf, dicomDateOf, escapeCellText, textOf } from '../../src/core/mapping/cell-text';

describe('cell text', () => {
  it('leaves ordinary text as it is, tabs and line feeds included', () => {
    for (const text of ['007', '=1+1', 'Ünïcödé 山田^太郎 👩‍⚕️', 'a\nb\tc', '_', '_x', '_xyzw_', '']) {
      assert.equal(escapeCellText(text), text);
    }
  });

  it('escapes controls, carriage returns and lone surrogates as Excel does', () => {
    assert.equal(escapeCellText('a\x01b'), 'a_x0001_b');
    assert.equal(escapeCellText('\r\n'), '_x000D_\n');
    assert.equal(escapeCellText('\x7f\ufffe\uffff'), '_x007F__xFFFE__xFFFF_');
    assert.equal(escapeCellText('\ud800x\udc00'), '_xD800_x_xDC00_');
  });

  it('escapes text that only looks like an escape', () => {
    assert.equal(escapeCellText('_x0041_'), '_x005F_x0041_');
    assert.equal(escapeCellText('_x0041_x0042_'), '_x005F_x0041_x005F_x0042_');
    assert.equal(escapeCellText('_x0041\x01'), '_x005F_x0041_x0001_');
  });

  it('gives back any text when the escapes are read from left to right', () => {
    const fragment = fc.constantFrom(
      '_',
      'x',
      '_x',
      '0041',
      '_x0041',
      '_x005F_',
      '\r',
      '\0',
      '\ud800',
      '\udc00',
    );
    const hostile = fc
      .array(fc.oneof(fragment, fc.string({ unit: 'binary' })))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(hostile, (text) => {
        const decoded = escapeCellText(text).replace(/_x([0-9A-F]{4})_/g, (_, code: string) =>
          String.fromCharCode(parseInt(code, 16)),
        );
        assert.equal(decoded, text);
      }),
      { seed: 20260104, numRuns: 2000 },
    );
  });

  it('reads a number typed into an ID cell as the digits that it shows', () => {
    assert.equal(textOf(7), '7');
    assert.equal(textOf(-1.5), '-1.5');
    assert.equal(textOf(1e21), '1000000000000000000000');
    assert.equal(textOf(-0), '0');
  });

  it('reads dates and truth values as text', () => {
    assert.equal(textOf(new Date('2024-02-29T00:00:00Z')), '2024-02-29');
    assert.equal(textOf(new Date('2024-02-29T10:15:00Z')), '2024-02-29T10:15:00');
    assert.equal(textOf(true), 'TRUE');
    assert.equal(textOf(undefined), '');
  });

  it('reads a real date in a date column as a DICOM date', () => {
    assert.equal(dicomDateOf(new Date('1956-11-03T00:00:00Z')), '19561103');
    assert.equal(dicomDateOf(19561103), '19561103');
    assert.equal(dicomDateOf('19561103'), '19561103');
  });

  it('reads anything but a positive number as a count of 0', () => {
    assert.deepEqual([3, '4', '', 'many', -1, undefined, 2.5].map(countOf), [3, 4, 0, 0, 0, 0, 2]);
  });
});
