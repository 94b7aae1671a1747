import assert from 'node:assert/strict';
import { documentText } from '../../src/core/audit/document-text';
import { dataset, dicomFile, element } from '../support/data-sets';
import { scanBytes } from '../support/scanning';

function textOf(document: string | undefined): ReturnType<typeof documentText> {
  const bytes = document === undefined ? [] : [element(0x00420011, 'OB', Buffer.from(document))];
  return documentText(scanBytes(dicomFile(dataset(...bytes))));
}

describe('the text of a document', () => {
  it('is all that XML can hold: text, attributes, comments and what is not marked up', async () => {
    const xml = '<?xml version="1.0"?><a name="Doe"><!-- by Roe --><b>Jane</b><![CDATA[Poe & Co]]></a>';
    assert.deepEqual(await textOf(xml), { text: 'Doe by Roe Jane Poe & Co' });
  });

  it('is unreadable where the XML is damaged', async () => {
    assert.equal(await textOf('<a><b>Jane</a>'), 'unreadable');
  });

  it('is none where there is no document, or an empty one, or one of another kind', async () => {
    for (const document of [undefined, '', 'Jane Doe']) assert.equal(await textOf(document), undefined);
  });
});
