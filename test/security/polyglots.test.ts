import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { usePlace } from '../run/command-line';
import { image } from '../run/images';
import { element } from '../support/data-sets';

/** Starts of a Windows program, a Unix program, a script, a TIFF file and an archive. */
const STARTS = {
  pe: 'MZ\x90\0',
  elf: '\x7fELF',
  script: '#!/bin/sh\nid\n',
  tiff: 'II*\0',
  zip: 'PK\x03\x04',
  html: '<script>',
};

describe('a DICOM file that is a program, too', () => {
  const place = usePlace();

  it('is none any more as a copy: its preamble is zeroed, and what follows the data set is dropped', () => {
    const { put, anonymise, copy } = place();
    const tail = Buffer.from('PK\x05\x06 the end of an archive', 'latin1');
    const files = Object.entries(STARTS).map(([kind, start]): [string, Uint8Array] => {
      const preamble = new Uint8Array(128);
      preamble.set(Buffer.from(start, 'latin1'));
      return [`${kind}.dcm`, Buffer.concat([image({ instance: kind }, { preamble }), tail])];
    });
    put(Object.fromEntries(files));
    const { summary } = anonymise();
    assert.equal(summary.written, files.length);
    for (const [name] of files) {
      const bytes = readFileSync(copy(name));
      assert.deepEqual([...bytes.subarray(0, 128)], new Array(128).fill(0), name);
      assert.equal(bytes.indexOf('PK\x05\x06', 0, 'latin1'), -1, name);
      if (process.platform !== 'win32')
        assert.equal(statSync(copy(name)).mode & 0o111, 0, 'nobody may run it');
    }
  });

  it('keeps no program in a private attribute', () => {
    const { put, anonymise, copy } = place();
    const program = Buffer.from('MZ this program cannot be run in DOS mode', 'latin1');
    put({
      '1.dcm': image({ more: [element(0x00290010, 'LO', 'EVIL'), element(0x00291001, 'OB', program)] }),
    });
    anonymise();
    assert.equal(readFileSync(copy('1.dcm')).indexOf('MZ'), -1);
  });
});
