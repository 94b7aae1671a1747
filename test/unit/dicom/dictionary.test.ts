import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPrivateCreator, vrOf } from '../../../src/core/dicom/dictionary';
import { keywordOf, knownTags } from '../../../src/core/dicom/names';
import { VR, vrCode, vrName } from '../../../src/core/dicom/vr';
import { skipBecause } from '../../support/skipping';
import { useTempFolder } from '../../support/temp-folder';

const STANDARD = join(process.cwd(), '..', 'shared', 'standard', 'ps36-tags-2026c.json');
const SUPPLEMENT = join('src', 'dictionary', 'supplement-2026c.json');

interface StandardRow {
  readonly keyword: string;
  readonly vr: string;
}

function readStandard(context: Mocha.Context): readonly (readonly [tag: string, row: StandardRow])[] {
  if (!existsSync(STANDARD))
    return skipBecause(context, 'the tables of PS3.6 2026c are not beside the repository');
  return Object.entries(JSON.parse(readFileSync(STANDARD, 'utf8')) as Record<string, StandardRow>);
}

/** The one VR for a choice of PS3.6. */
function chooseVr(vr: string): string {
  return vr === 'OB or OW' ? 'OW' : vr.slice(0, 2);
}

/** The tag, or for a repeating row the tags, of a row of PS3.6: `x` is 2 or 4, even for groups, and not the first. */
function tagsOfRow(row: string): readonly number[] {
  return ['2', '4'].map((digit) => Number.parseInt(row.replaceAll('X', digit), 16));
}

function vrNameOf(tag: number): string {
  const vr = vrOf(tag);
  return vr === 0 ? '' : vrName(vr);
}

describe('dictionary', () => {
  it('knows the VR of attributes of every even group range', () => {
    assert.equal(vrOf(0x00080005), VR.CS);
    assert.equal(vrOf(0x00100010), VR.PN);
    assert.equal(vrOf(0x00081140), VR.SQ);
    assert.equal(vrOf(0x30060024), VR.UI);
    assert.equal(vrOf(0xfffafffa), VR.SQ);
    assert.equal(vrOf(0xfffcfffc), VR.OB);
  });

  it('chooses OW of "OB or OW" and US of every choice with US', () => {
    assert.equal(vrOf(0x7fe00010), VR.OW);
    assert.equal(vrOf(0x00280106), VR.US);
    assert.equal(vrOf(0x00283006), VR.US);
    assert.equal(vrOf(0x00281200), VR.US);
  });

  it('says 0 for items, delimiters, unknown and nameless retired attributes', () => {
    for (const tag of [0xfffee000, 0xfffee00d, 0xfffee0dd, 0x00100009, 0x00080202, 0xffffffff]) {
      assert.equal(vrOf(tag), 0, tag.toString(16));
    }
  });

  it('takes (gggg,0000) of any group for a group length', () => {
    for (const tag of [0x00000000, 0x00020000, 0x00080000, 0x00090000, 0x60020000, 0x7fe10000]) {
      assert.equal(vrOf(tag), VR.UL, tag.toString(16));
    }
  });

  it('takes (gggg,0010) to (gggg,00FF) of odd groups for private creators, and knows no other private VR', () => {
    for (const tag of [0x00090010, 0x000900ff, 0x60010010, 0xffff0080]) {
      assert.equal(vrOf(tag), VR.LO, tag.toString(16));
      assert.ok(isPrivateCreator(tag));
    }
    for (const tag of [0x0009000f, 0x00090100, 0x00091001, 0x60013000, 0x50011010]) {
      assert.equal(vrOf(tag), 0, tag.toString(16));
      assert.ok(!isPrivateCreator(tag));
    }
    assert.ok(!isPrivateCreator(0x00100010));
  });

  it('knows repeating groups in each repetition', () => {
    for (const group of [0x6000, 0x6002, 0x601e, 0x60fe]) {
      assert.equal(vrOf(((group << 16) | 0x3000) >>> 0), VR.OW);
      assert.equal(vrOf(((group << 16) | 0x0010) >>> 0), VR.US);
      assert.equal(vrOf(((group << 16) | 0x4000) >>> 0), VR.LT);
      assert.equal(vrOf(((group << 16) | 0x0009) >>> 0), 0);
    }
    assert.equal(vrOf(0x50023000), VR.OW);
    assert.equal(vrOf(0x7f020011), VR.US);
    assert.equal(vrOf(0x002031ab), VR.CS);
    assert.equal(vrOf(0x00280452), VR.LO);
    assert.equal(vrOf(0x00280898), VR.AT);
    assert.equal(vrOf(0x10001231), VR.US);
    assert.equal(vrOf(0x10101234), VR.US);
  });

  it('keeps apart what only looks like a repetition', () => {
    assert.equal(vrOf(0x00280400), VR.LO);
    assert.equal(keywordOf(0x00280400), 'TransformLabel');
    assert.equal(vrOf(0x54000100), VR.SQ);
    assert.equal(vrOf(0x00280456), 0);
    assert.equal(vrOf(0x00203200), 0);
  });

  it('holds every tag of PS3.6 2026c with its VR and keyword', function () {
    const rows = readStandard(this);
    assert.ok(rows.length > 5300);
    for (const [row, { vr, keyword }] of rows) {
      for (const tag of tagsOfRow(row)) {
        assert.equal(vrNameOf(tag), chooseVr(vr), row);
        assert.equal(keywordOf(tag) ?? '', keyword, row);
      }
    }
  });

  it('holds nothing beside PS3.6 2026c but the command elements of PS3.7 Annex E', function () {
    const rows = readStandard(this).flatMap(([row]) => [...tagsOfRow(row)]);
    const keywords = new Set(rows.map((tag) => keywordOf(tag)));
    const others = knownTags().filter((tag) => !keywords.has(keywordOf(tag)));
    assert.deepEqual(
      others.filter((tag) => tag >>> 16 !== 0),
      [],
    );
    assert.equal(others.length, 46);
  });
});

describe('supplement to dcmjs', () => {
  const folder = useTempFolder();

  it('is what its script makes of PS3.6 2026c', function () {
    readStandard(this);
    const output = join(folder(), 'supplement.json');
    const run = spawnSync(process.execPath, ['src/dictionary/make-supplement.mjs', STANDARD, output]);
    assert.equal(run.stderr.toString(), '');
    assert.equal(readFileSync(output, 'utf8'), readFileSync(SUPPLEMENT, 'utf8'));
  });
});

/** dcmtk's names for what may be one of several VRs, in our choice, and for what has none. */
const DCMTK_VR: Readonly<Record<string, string>> = {
  ox: 'OW',
  px: 'OW',
  xs: 'US',
  lt: 'US',
  up: 'UL',
  na: '',
};

/** Rows that are rules of PS3.5 and not attributes of PS3.6: they have a VR here, and no keyword. */
const RULES = ['PrivateGroupLength', 'PrivateCreator', 'IllegalGroupLength', 'IllegalPrivateCreator'];
const RULE_FOR_EVERY_GROUP = 'GenericGroupLength';

interface DcmtkRow {
  readonly tags: readonly number[];
  readonly vr: string;
  readonly keyword: string;
}

/** Debian has `libdcmtkNN/dicom.dic` or, from dcmtk 3.6.8 on, `dcmtk-3.6.N/dicom.dic`. */
function findDcmtkDictionary(): string | undefined {
  const share = '/usr/share';
  if (!existsSync(share)) return undefined;
  const folders = readdirSync(share).filter((name) => /^(?:lib)?dcmtk/.test(name));
  return folders.map((name) => join(share, name, 'dicom.dic')).find((path) => existsSync(path));
}

function readDcmtk(context: Mocha.Context): readonly DcmtkRow[] {
  const path = findDcmtkDictionary();
  if (path === undefined) {
    return skipBecause(context, 'dicom.dic is not installed: sudo apt-get install dcmtk');
  }
  const lines = readFileSync(path, 'latin1').split('\n');
  return lines.filter((line) => line.startsWith('(')).map(parseDcmtk);
}

function parseDcmtk(line: string): DcmtkRow {
  const [tag = '', vr = '', name = ''] = line.split('\t');
  const [groups = '', elements = ''] = tag.slice(1, -1).split(',');
  const tags = expand(groups).flatMap((group) =>
    expand(elements).map((element) => ((group << 16) | element) >>> 0),
  );
  return { tags, vr: DCMTK_VR[vr] ?? vr, keyword: name.replace('RETIRED_', '') };
}

/** First, a middle and last number of `6000-60FF` (even), `0009-o-FFFF` (odd) or `0010-u-00FF` (both). */
function expand(range: string): readonly number[] {
  const [first = '', ...rest] = range.split('-');
  const low = Number.parseInt(first, 16);
  if (rest.length === 0) return [low];
  const high = Number.parseInt(rest.at(-1)!, 16);
  return [low, low + 2, rest[0] === 'o' || rest[0] === 'u' ? high : high - 1];
}

describe('dictionary against the one of dcmtk', () => {
  it('has the same VR for every tag', function () {
    const rows = readDcmtk(this);
    assert.ok(rows.length > 4900);
    for (const { tags, vr, keyword } of rows) {
      for (const tag of tags) assert.equal(vrNameOf(tag), vr, `${keyword} ${tag.toString(16)}`);
    }
  });

  it('has the same keywords but for rules that hold in every group', function () {
    const different = readDcmtk(this).filter(
      ({ tags, keyword }) => !tags.every((tag) => (keywordOf(tag) ?? '') === keyword),
    );
    assert.deepEqual(
      different.map((row) => row.keyword),
      [...RULES, RULE_FOR_EVERY_GROUP],
    );
  });

  it('has a VR known to PS3.5 for every attribute', () => {
    for (const tag of knownTags()) {
      const name = vrNameOf(tag);
      assert.ok(name === '' || vrCode(name) !== 0, tag.toString(16));
    }
  });
});
