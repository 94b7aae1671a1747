import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vrOf } from '../../../src/core/dicom/dictionary';
import { VR, vrName } from '../../../src/core/dicom/vr';
import { DICOMANON_POLICY } from '../../../src/core/policy/dicomanon';
import { SEED_GROUPS, type SeedAttribute } from '../../../src/core/policy/seed-attributes';
import { dataset, dicomFile, element, sequence, type Element } from '../../support/data-sets';
import { KEEP_ALL, rewrite, valuesOf } from '../../support/rewriting';
import { tagText } from '../../support/scanning';
import { skipBecause } from '../../support/skipping';

const ATTRIBUTES: readonly SeedAttribute[] = SEED_GROUPS.flatMap(({ attributes }) => attributes);
const LISTED = join(process.cwd(), '..', 'shared', 'standard', 'seed-tags.json');

function filled({ tag }: SeedAttribute): Element {
  const vr = vrName(vrOf(tag));
  if (vr === 'SQ') return sequence(tag, [[element(0x00080104, 'LO', 'secret')]]);
  return vr === 'US' ? element(tag, vr, 1) : element(tag, vr, 'secret');
}

function nested(inside: Element, depth: number): Element {
  let around = inside;
  for (let level = 0; level < depth; level++)
    around = sequence(0x00081115, [[around]], { length: 'undefined' });
  return around;
}

describe('the list of identifying attributes', () => {
  for (const depth of [0, 1, 3]) {
    for (const encoding of ['explicit-le', 'implicit-le', 'explicit-be'] as const) {
      it(`is emptied at depth ${depth} in ${encoding}, whatever is switched off`, () => {
        for (const attribute of ATTRIBUTES) {
          const file = dicomFile(dataset(nested(filled(attribute), depth)), { encoding });
          for (const off of [[], KEEP_ALL]) {
            const [value] = valuesOf(rewrite(file, { off }), attribute.tag);
            const dummy = attribute.dummy === true && vrOf(attribute.tag) !== VR.SQ;
            assert.equal(value, dummy ? 'ANONYMISED' : '', tagText(attribute.tag));
          }
        }
      });
    }
  }

  it('is emptied in UN as well', () => {
    for (const attribute of ATTRIBUTES) {
      const inUn = element(attribute.tag, 'UN', Buffer.from('secret'));
      if (vrOf(attribute.tag) === VR.SQ) continue;
      const [value] = valuesOf(rewrite(dicomFile(dataset(inUn))), attribute.tag);
      assert.equal(value, attribute.dummy ? 'ANONYMISED' : '', tagText(attribute.tag));
    }
  });

  it('gives the patient the anonymised ID at every depth', () => {
    for (const depth of [1, 3]) {
      const name = nested(element(0x00100010, 'PN', 'Doe^Jane'), depth);
      const id = sequence(0x00081199, [[nested(element(0x00100020, 'LO', '007'), depth)]]);
      const output = rewrite(dicomFile(dataset(name, id)), { off: KEEP_ALL });
      assert.deepEqual(valuesOf(output, 0x00100010), ['ANON-0001 ', 'ANON-0001 ']);
      assert.deepEqual(valuesOf(output, 0x00100020), ['ANON-0001 ', 'ANON-0001 ']);
    }
  });

  it('is the list that was asked for', function () {
    if (!existsSync(LISTED)) skipBecause(this, '../shared/standard is not beside the repository');
    const listed = JSON.parse(readFileSync(LISTED, 'utf8')) as {
      group: string;
      listedAs: string;
      tag: string | null;
    }[];
    const named = new Map(DICOMANON_POLICY.notAttributes.map(({ listedAs, heading }) => [listedAs, heading]));
    for (const { group, listedAs, tag } of listed) {
      if (tag === null || tag === '') {
        assert.equal(named.get(listedAs), group, listedAs);
        continue;
      }
      const inGroup = SEED_GROUPS.find(({ heading }) => heading === group);
      const tags = inGroup?.attributes.map((attribute) => `(${tagText(attribute.tag)})`) ?? [];
      assert.ok(tags.includes(tag), `${listedAs} ${tag} in ${group}`);
    }
  });
});
