import assert from 'node:assert/strict';
import type { Confidence } from '../../src/core/audit/finding';
import type { Needle } from '../../src/core/audit/needle';
import { type Hit, weigh } from '../../src/core/audit/weigh';
import { VR } from '../../src/core/dicom/vr';

const NAME: Needle = { text: 'Meierhofer', kind: 'name', strength: 'strong', patients: [0] };
const SHORT: Needle = { ...NAME, text: 'Li', strength: 'weak' };
const USUAL: Needle = { ...NAME, kind: 'id', text: '48192', strength: 'usual' };
const UID: Needle = { ...NAME, kind: 'uid', text: '1.2.840.113619.2.55' };
const INSTITUTION: Needle = { ...NAME, kind: 'institution', text: 'Klinikum Obermenzing' };

/** A needle in the middle of a text of its own patient's file. */
const IN_TEXT: Hit = {
  ...{ needle: NAME, vr: VR.LO, tag: 0x00081030, before: 0x20, behind: 0x20 },
  ...{ isWhole: false, isWide: false, isOwn: true, hasCompany: false },
};

function confidenceIn(hit: Partial<Hit>): Confidence | undefined {
  return weigh({ ...IN_TEXT, ...hit })?.confidence;
}

describe('a hit weighs', () => {
  const WEIGHTS: readonly (readonly [title: string, hit: Partial<Hit>, weight: Confidence | undefined])[] = [
    ['much for a name', {}, 'high'],
    ['less for the name of another patient', { isOwn: false }, 'medium'],
    ['nothing for what is short', { needle: SHORT }, undefined],
    ['little for what is short and the whole value', { needle: SHORT, isWhole: true }, 'low'],
    ['nothing for a code that is short', { needle: SHORT, isWhole: true, vr: VR.CS }, undefined],
    ['more for what is short beside another part of the name', { needle: SHORT, hasCompany: true }, 'medium'],
    [
      'nothing for what is short and of another',
      { needle: SHORT, hasCompany: true, isOwn: false },
      undefined,
    ],
    ['something for an ID like others', { needle: USUAL }, 'medium'],
    ['much for an ID like others that is the whole value', { needle: USUAL, isWhole: true }, 'high'],
    ['much for a part of a name like others, beside another', { needle: USUAL, hasCompany: true }, 'high'],
    ['little for an ID like others, of another', { needle: USUAL, isWhole: true, isOwn: false }, 'low'],
    ['nothing for an ID like others, of another, in a text', { needle: USUAL, isOwn: false }, undefined],
    ['something for an institution', { needle: INSTITUTION }, 'medium'],
    ['little for an institution of another', { needle: INSTITUTION, isOwn: false }, 'low'],
    ['much for an original UID', { needle: UID }, 'high'],
  ];
  for (const [title, hit, weight] of WEIGHTS) it(title, () => assert.equal(confidenceIn(hit), weight));

  it('nothing for a UID inside a longer one', () => {
    const [dot, seven] = [0x2e, 0x37];
    for (const around of [{ before: dot }, { before: seven }, { behind: seven }])
      assert.equal(confidenceIn({ needle: UID, ...around }), undefined);
    assert.equal(confidenceIn({ needle: UID, behind: dot }), 'high');
  });

  it('nothing for a name inside a word, accented letters included, which signs are not', () => {
    const [a, eAcute, times, divided] = [0x61, 0xe9, 0xd7, 0xf7];
    for (const letter of [a, eAcute]) {
      assert.equal(confidenceIn({ before: letter }), undefined);
      assert.equal(confidenceIn({ behind: letter }), undefined);
    }
    for (const sign of [times, divided]) assert.equal(confidenceIn({ before: sign, behind: sign }), 'high');
  });
});
