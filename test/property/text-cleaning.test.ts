import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createDecoder } from '../../src/core/dicom/charset';
import { VR } from '../../src/core/dicom/vr';
import { cleanValues, COMMENTS } from '../support/cleaning';
import { dataset, dicomFile, type Element, element, sequence } from '../support/data-sets';
import { hex } from '../support/hex';
import { readWithPydicom } from '../support/pydicom';
import { scanBytes } from '../support/scanning';
import { runTool } from '../support/tools';

/** A piece of text as a dump of its bytes and as characters. */
type Piece = readonly [dump: string, text: string];

interface Charset {
  readonly terms: string;
  /** Of the patient. */
  readonly name: string;
  readonly planted: readonly Piece[];
  /** Texts that hold nothing to find. */
  readonly others: readonly Piece[];
}

const ASCII: readonly Piece[] = [
  ['" CT "', ' CT '],
  ['", 5 mm "', ', 5 mm '],
  ['" (left) "', ' (left) '],
];

const CHARSETS: readonly Charset[] = [
  {
    terms: 'ISO_IR 100',
    name: '"M" FC "ller^Eva"',
    planted: [
      ['"M" FC "ller"', 'Müller'],
      ['"MUELLER, E."', 'MUELLER, E.'],
    ],
    others: [...ASCII, ['"gr" FC DF "e "', 'grüße '], ['" F" FC DF "e "', ' Füße ']],
  },
  {
    terms: 'ISO_IR 192',
    name: 'E5 B1 B1 E7 94 B0 "^" E5 A4 AA E9 83 8E',
    planted: [
      ['E5 B1 B1 E7 94 B0 E5 A4 AA E9 83 8E', '山田太郎'],
      ['E5 B1 B1 E7 94 B0 20 E5 A4 AA E9 83 8E', '山田 太郎'],
    ],
    others: [...ASCII, ['E6 82 A3 E8 80 85', '患者'], ['F0 9F 98 80', '😀'], ['C3 A9', 'é']],
  },
  {
    terms: 'ISO_IR 144',
    name: 'B8 D2 D0 DD DE D2',
    planted: [['B8 D2 D0 DD DE D2', 'Иванов']],
    others: [...ASCII, ['" " DE E2 " "', ' от ']],
  },
  {
    terms: 'GB18030',
    name: 'CD F5 "^" D0 A1 B6 AB',
    planted: [['CD F5 D0 A1 B6 AB', '王小东']],
    others: [...ASCII, ['BB BC D5 DF', '患者'], ['81 30 81 30', '\x80']],
  },
  {
    terms: '\\ISO 2022 IR 87',
    name: '1B "$B;3ED" 1B "(B^" 1B "$BB@O:" 1B "(B"',
    planted: [
      ['1B "$B;3EDB@O:" 1B "(B"', '山田太郎'],
      ['1B "$BMM;3EDB@O:MM" 1B "(B"', '様山田太郎様'],
      ['1B "$B;3ED" 1B "(B " 1B "$BB@O:MM" 1B "(B"', '山田 太郎様'],
    ],
    others: [...ASCII, ['1B "$BMM" 1B "(B"', '様']],
  },
  {
    terms: '\\ISO 2022 IR 149',
    name: '1B "$)C" B1 E8 "^" 1B "$)C" C8 F1 C1 DF',
    planted: [['1B "$)C" B1 E8 C8 F1 C1 DF', '김희중']],
    others: [...ASCII, ['1B "$)C" C8 AF C0 DA', '환자']],
  },
];

const NAMES = /Müller|MUELLER, E|山田 ?太郎|Иванов|王小东|김희중/g;
const TEXTS = 60;
const SEED = 31;

interface Sample {
  readonly charset: Charset;
  readonly bytes: readonly Uint8Array[];
  readonly texts: readonly string[];
  readonly cleaned: readonly Buffer[];
}

/** Texts of pieces in a seeded order, a name in the middle of each, and what the cleaner makes of them. */
function sampleOf(charset: Charset): Sample {
  const others = fc.array(fc.constantFrom(...charset.others), { maxLength: 4 });
  const texts = fc
    .tuple(others, fc.constantFrom(...charset.planted), others)
    .map(([before, name, after]) => [
      ...before,
      [' 20 ', ' '] as const,
      name,
      [' 20 ', ' '] as const,
      ...after,
    ]);
  const samples = fc.sample(texts, { seed: SEED, numRuns: TEXTS });
  const bytes = samples.map((pieces) => hex(pieces.map(([dump]) => dump).join(' ')));
  const scanned = scanBytes(fileOf(charset, bytes));
  return {
    charset,
    bytes,
    texts: samples.map((pieces) => pieces.map(([, text]) => text).join('')),
    cleaned: cleanValues(scanned, COMMENTS),
  };
}

function fileOf(charset: Charset, values: readonly Uint8Array[]): Uint8Array {
  const items = values.map((value): readonly Element[] => [element(COMMENTS, 'LT', value)]);
  return dicomFile(
    dataset(
      element(0x00080005, 'CS', charset.terms),
      element(0x00100010, 'PN', hex(charset.name)),
      sequence(0x00321064, items),
    ),
  );
}

function expectedOf({ texts }: Sample): readonly string[] {
  return texts.map((text) => text.replace(NAMES, 'ANON-0001').trimEnd());
}

describe('Cleaned text in every character set', () => {
  const samples = CHARSETS.map(sampleOf);
  const folder = mkdtempSync(join(tmpdir(), 'dicomanon-text-'));
  const paths = samples.map(({ charset, cleaned }, index) => {
    const path = join(folder, `${index}.dcm`);
    writeFileSync(path, fileOf(charset, cleaned));
    return path;
  });

  after(() => rmSync(folder, { recursive: true }));

  for (const [index, sample] of samples.entries()) {
    const { terms } = sample.charset;

    it(`has the same text but for the name: ${terms}`, () => {
      const decode = createDecoder(terms);
      assert.deepEqual(
        sample.cleaned.map((value) => decode(value, VR.LT).trimEnd()),
        expectedOf(sample),
      );
    });

    it(`keeps every byte before and after the name: ${terms}`, () => {
      for (const [at, cleaned] of sample.cleaned.entries()) {
        const [before = '', afterName = ''] = cleaned.toString('latin1').trimEnd().split('ANON-0001');
        const original = Buffer.from(sample.bytes[at]!).toString('latin1');
        assert.ok(original.startsWith(before.replace(/.\(B$/, '')), 'before');
        assert.ok(original.trimEnd().endsWith(afterName.replace(/^.\$B/, '').trimEnd()), 'after');
      }
    });

    it(`is read by dcmdump as we read it: ${terms}`, function () {
      const run = runTool('dcmdump', ['+U8', '+L', '-q', '+P', '0010,4000', paths[index]!]);
      if (run.kind === 'missing' || /Cannot open character encoding/.test(run.stderr)) return this.skip();
      const texts = [...run.stdout.matchAll(/\[(.*)\]/g)].map(([, text]) => text!.trimEnd());
      assert.deepEqual(texts, expectedOf(sample), run.stderr);
    });
  }

  it('is read by pydicom as we read it', function () {
    const read = readWithPydicom(paths);
    if (read.kind === 'missing') return this.skip();
    for (const [index, file] of read.files.entries()) {
      assert.ok('elements' in file);
      const texts = file.elements
        .filter(({ path }) => path.endsWith('.00104000'))
        .map(({ value }) => value.trimEnd());
      assert.deepEqual(texts, expectedOf(samples[index]!), samples[index]!.charset.terms);
    }
  });

  it('is the same when it is cleaned again', () => {
    for (const { charset, cleaned } of samples)
      assert.deepEqual(
        cleanValues(scanBytes(fileOf(charset, cleaned)), COMMENTS).map((value) =>
          value.toString('hex').replace(/(?:20)+$/, ''),
        ),
        cleaned.map((value) => value.toString('hex').replace(/(?:20)+$/, '')),
      );
  });
});
