import assert from 'node:assert/strict';
import { defaultChoice } from '../../../src/core/policy/policy';
import { BASIC_PROFILE } from '../../../src/core/policy/ps315/basic-profile';
import { placeholderDocument } from '../../../src/core/splice/placeholder-document';
import { dataset, dicomFile, element, type Element, sequence } from '../../support/data-sets';
import { rewrite, topLevelTags, valuesOf } from '../../support/rewriting';

const ENCAPSULATED_DOCUMENT = 0x00420011;
const choice = defaultChoice(BASIC_PROFILE);

function documentOf(mimeType: string): readonly Element[] {
  return [
    element(ENCAPSULATED_DOCUMENT, 'OB', Buffer.from('%PDF-1.4 Letter about Doe, Jane.')),
    element(0x00420012, 'LO', mimeType),
    element(0x00420015, 'UL', 32),
  ];
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

describe('the dummy for an encapsulated document', () => {
  for (const [mimeType, begins] of Object.entries({
    'application/pdf': '%PDF-1.4\n',
    'text/XML': '<?xml ',
    'text/plain': 'This document was removed',
    ' TEXT/Plain ': 'This document was removed',
    'model/obj': '# ',
    'model/mtl': '# ',
    'model/stl': '\0'.repeat(84),
    'application/x-unheard-of': '\0\0',
  })) {
    it(`begins like ${mimeType}, and has even length`, () => {
      const placeholder = text(placeholderDocument(mimeType));
      assert.ok(placeholder.startsWith(begins));
      assert.equal(placeholder.length % 2, 0);
    });
  }

  it('is a PDF whose table of objects is right', () => {
    const pdf = text(placeholderDocument('application/pdf'));
    const table = Number(/startxref\n(\d+)/.exec(pdf)![1]);
    assert.ok(pdf.startsWith('xref\n0 6\n', table));
    const offsets = [...pdf.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) =>
      Number(offset),
    );
    assert.equal(offsets.length, 5);
    offsets.forEach((offset, at) => assert.ok(pdf.startsWith(`${at + 1} 0 obj\n`, offset)));
    const [, length, content] = /<< \/Length (\d+) >>\nstream\n(.*)\nendstream/.exec(pdf)!;
    assert.equal(content!.length, Number(length));
    assert.match(content!, /Tf .* Td \(This document was removed .*\) Tj/);
    for (const type of ['/Catalog /Pages 2 0 R', '/Pages /Kids [3 0 R] /Count 1', '/Font /Subtype /Type1'])
      assert.ok(pdf.includes(`/Type ${type}`), type);
    assert.match(pdf, /\/Type \/Page \/Parent 2 0 R .* \/Contents 4 0 R .* \/F1 5 0 R/);
  });

  it('takes the place of the document at every depth, and its length goes', () => {
    const nested = sequence(0x52009229, [documentOf('text/XML')]);
    const output = rewrite(dicomFile(dataset(...documentOf('application/pdf '), nested)), { choice });
    const [pdf, xml] = valuesOf(output, ENCAPSULATED_DOCUMENT);
    assert.equal(pdf, text(placeholderDocument('application/pdf')));
    assert.equal(xml, text(placeholderDocument('text/xml')));
    assert.deepEqual(valuesOf(output, 0x00420015), []);
    assert.ok(topLevelTags(output).includes('0042,0012'));
  });

  it('is nothing where the file says no type, or there was no document', () => {
    const bare = dicomFile(dataset(element(ENCAPSULATED_DOCUMENT, 'OB', Buffer.from('Doe^Jane'))));
    assert.deepEqual(valuesOf(rewrite(bare, { choice }), ENCAPSULATED_DOCUMENT), ['\0\0']);
    const empty = dicomFile(dataset(element(ENCAPSULATED_DOCUMENT, 'OB', '')));
    assert.deepEqual(valuesOf(rewrite(empty, { choice }), ENCAPSULATED_DOCUMENT), ['']);
  });
});
