import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDecoder } from '../../../src/core/dicom/charset';
import { VR } from '../../../src/core/dicom/vr';
import { hex } from '../../support/hex';
import { runPython } from '../../support/pydicom';
import { skipBecause } from '../../support/skipping';

const CHARSET_FILES = join(process.cwd(), '..', 'shared', 'dicom', 'charset');

/** Names of the files: (0010,0010) of each, found by its explicit VR header, and what it reads. */
const NAMES_OF_FILES: Readonly<Record<string, string>> = {
  'chrArab.dcm': 'قباني^لنزار',
  'chrFren.dcm': 'Buc^Jérôme',
  'chrGerm.dcm': 'Äneas^Rüdiger',
  'chrGreek.dcm': 'Διονυσιος',
  'chrH31.dcm': 'Yamada^Tarou=山田^太郎=やまだ^たろう',
  'chrH32.dcm': 'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
  'chrHbrw.dcm': 'שרון^דבורה',
  'chrI2.dcm': 'Hong^Gildong=洪^吉洞=홍^길동',
  'chrJapMulti.dcm': 'やまだ^たろう',
  'chrJapMultiExplicitIR6.dcm': 'やまだ^たろう',
  'chrKoreanMulti.dcm': '김희중',
  'chrRuss.dcm': 'Люкceмбypг',
  'chrSQEncoding1.dcm': 'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
  'chrX1.dcm': 'Wang^XiaoDong=王^小東=',
  'chrX2.dcm': 'Wang^XiaoDong=王^小东=',
};

const SPECIFIC_CHARACTER_SET = '08 00 05 00 "CS"';
const PATIENT_NAME = '10 00 10 00 "PN"';

/** The first value whose element has that header, in Explicit VR Little Endian. */
function findValue(file: Buffer, header: string): Buffer {
  const at = file.indexOf(hex(header));
  assert.notEqual(at, -1);
  return file.subarray(at + 8, at + 8 + file.readUInt16LE(at + 6));
}

function skipWithoutFiles(context: Mocha.Context): void {
  if (!existsSync(CHARSET_FILES)) skipBecause(context, 'the sample files are not beside the repository');
}

/**
 * Prints every person name of the files: file, the character set in force, bytes in hex, and pydicom's text. pydicom
 * 2.3.1 is itself wrong about backslashes in GB18030 and about ISO 2022 IR 58; the files have neither.
 */
const PYDICOM_NAMES = `
import json, pathlib, sys, pydicom

def names(dataset, inherited):
    own = dataset.get("SpecificCharacterSet", inherited) or ""
    charset = own if isinstance(own, str) else "\\\\".join(own)
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                yield from names(item, charset)
        elif element.VR == "PN":
            for name in element.value if element.VM > 1 else [element.value]:
                yield charset, (getattr(name, "original_string", b"") or b"").hex(), str(name or "")

print(json.dumps([
    [path.name, *row]
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir())
    for row in names(pydicom.dcmread(path, force=True, stop_before_pixels=True), "")
]))
`;

type PydicomName = readonly [file: string, charset: string, bytes: string, text: string];

function readNamesWithPydicom(context: Mocha.Context): readonly PydicomName[] {
  const run = runPython(['-W', 'ignore', '-c', PYDICOM_NAMES, CHARSET_FILES]);
  if (run.kind === 'missing') return skipBecause(context, run.reason);
  assert.equal(run.code, 0, run.stderr);
  return JSON.parse(run.stdout) as PydicomName[];
}

describe('character sets: real files', () => {
  it('read the patient names that they are known to hold', function () {
    skipWithoutFiles(this);
    for (const [file, name] of Object.entries(NAMES_OF_FILES)) {
      const bytes = readFileSync(join(CHARSET_FILES, file));
      const terms = findValue(bytes, SPECIFIC_CHARACTER_SET).toString('latin1');
      const decoder = createDecoder(terms);
      assert.equal(decoder(findValue(bytes, PATIENT_NAME), VR.PN).trimEnd(), name, file);
    }
  });

  it('give the person names that pydicom gives', function () {
    skipWithoutFiles(this);
    const names = readNamesWithPydicom(this);
    assert.ok(names.length >= readdirSync(CHARSET_FILES).length);
    for (const [file, charset, bytes, expected] of names) {
      const text = createDecoder(charset)(Buffer.from(bytes, 'hex'), VR.PN);
      assert.equal(text.replace(/[= ]+$/, ''), expected.replace(/[= ]+$/, ''), file);
    }
  });
});
