import assert from 'node:assert/strict';
import { element, dataset, dicomFile, raw, sequence, TRANSFER_SYNTAX } from '../../support/data-sets';
import { hex } from '../../support/hex';
import { find, readView } from './view-files';

/** Why the view of a file stops that ends in these bytes. */
async function stopOf(dump: string): Promise<string | undefined> {
  const { stop } = await readView(dicomFile([...dataset(), raw(hex(dump))]));
  return stop?.reason;
}

describe('the tag view of a file that goes wrong', () => {
  it('stops at a delimiter that delimits nothing', async () => {
    assert.equal(await stopOf('FE FF DD E0 00 00 00 00  FC FF FC FF "OB" 00 00 00 00 00 00'), 'malformed');
  });

  it('stops at a sequence that holds something else than Items', async () => {
    assert.equal(await stopOf('FA FF FA FF "SQ" 00 00 08 00 00 00  10 00 10 00 "PN" 00 00'), 'malformed');
  });

  it('stops at encapsulated pixels that hold something else than fragments', async () => {
    const fragments = 'E0 7F 10 00 "OB" 00 00 FF FF FF FF  10 00 10 00 "PN" 00 00';
    assert.equal(await stopOf(fragments), 'malformed');
  });

  it('stops at a fragment that the file cuts off, and not at a missing delimiter', async () => {
    const head = 'E0 7F 10 00 "OB" 00 00 FF FF FF FF  FE FF 00 E0';
    assert.equal(await stopOf(`${head} 04 00 00 00 01 02`), 'truncated');
    assert.equal(await stopOf(`${head} 02 00 00 00 01 02`), undefined);
  });

  it('stops at a deflated data set that is none', async () => {
    const head = dicomFile([], { transferSyntax: TRANSFER_SYNTAX.explicitLE, meta: deflated() });
    const { stop } = await readView(Buffer.concat([head, Buffer.alloc(100, 0xff)]));
    assert.equal(stop?.reason, 'malformed');
  });

  it('takes UN for a value where it only begins like the sequence that it should be', async () => {
    const broken = element(0x00081110, 'UN', hex('FE FF 00 E0 08 00 00 00 08 00 16 00 FF 00 00 00'));
    const { attributes, stop } = await readView(dicomFile(dataset(broken)));
    assert.equal(stop, undefined);
    assert.equal(find(attributes, 0x00081110).items.length, 0);
    assert.equal(find(attributes, 0x00100010).value, 'Doe^Jane');
  });

  it('stops where sequences are nested too deep', async () => {
    let inside = element(0x00080060, 'CS', 'CT');
    for (let depth = 0; depth < 300; depth++)
      inside = sequence(0x00081115, [[inside]], { length: 'undefined' }) as never;
    const { stop } = await readView(dicomFile([inside]));
    assert.equal(stop?.reason, 'too-deep');
  });
});

function deflated() {
  return [element(0x00020010, 'UI', TRANSFER_SYNTAX.deflatedLE)];
}
