import assert from 'node:assert/strict';
import { RISK_NAMES, type RiskName } from '../../../src/core/policy/risk-decisions';
import { ageInYears, type RiskTraits, risksOfTraits } from '../../../src/core/run/risk-rules';
import { RISK } from '../../../src/core/run/work';

const PLAIN: RiskTraits = {
  imageType: 'ORIGINAL\\PRIMARY\\AXIAL',
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  studyDate: '20240229',
  modality: 'CT',
  conversionType: '',
  studyDescription: 'CT Thorax',
  seriesDescription: 'Lung 1.0',
  anatomicRegion: '',
  birthDate: '19700101',
  sex: 'F',
  age: '054Y',
  size: '1.68',
  weight: '70',
  pregnancy: 0,
  bodyPart: 'CHEST',
  protocol: 'Thorax routine',
  burnedIn: '',
  recognizable: '',
};

function risksOf(traits: Partial<RiskTraits>): readonly RiskName[] {
  const bits = risksOfTraits({ ...PLAIN, ...traits });
  return RISK_NAMES.filter((risk) => bits & RISK[risk]);
}

describe('what attributes tell of risks', () => {
  it('finds none in a plain chest CT', () => assert.deepEqual(risksOf({}), []));

  const burnedIn: readonly (readonly [string, Partial<RiskTraits>])[] = [
    ['the attribute', { burnedIn: 'YES' }],
    ['ultrasound', { modality: 'US' }],
    ['a secondary capture', { sopClass: '1.2.840.10008.5.1.4.1.1.7' }],
    ['a multi-frame secondary capture', { sopClass: '1.2.840.10008.5.1.4.1.1.7.4' }],
    ['a digitised film', { conversionType: 'DF' }],
    ['a screen save', { imageType: 'DERIVED\\SECONDARY\\SCREEN SAVE' }],
    ['a dose report', { seriesDescription: 'Dose Report' }],
  ];
  for (const [name, traits] of burnedIn)
    it(`takes ${name} for an image that may show text`, () =>
      assert.deepEqual(risksOf(traits), ['burnedIn']));

  it('believes the attribute that there is no text, also for ultrasound', () =>
    assert.deepEqual(risksOf({ modality: 'US', burnedIn: 'NO' }), []));

  const faces: readonly (readonly [string, Partial<RiskTraits>])[] = [
    ['the attribute', { recognizable: 'YES', modality: 'PT' }],
    ['a body part', { bodyPart: 'HEAD' }],
    ['a body part in other writing', { bodyPart: 'Head_Neck' }],
    ['an anatomic region', { bodyPart: '', anatomicRegion: 'Head' }],
    ['a study description', { bodyPart: '', studyDescription: 'MRT Schädel nativ', modality: 'MR' }],
    ['a series description', { bodyPart: '', seriesDescription: 't1_mprage_brain_sag', modality: 'MR' }],
    ['a protocol', { protocol: 'Cerveau 3D' }],
  ];
  for (const [name, traits] of faces)
    it(`sees by ${name} that a face may be recognised`, () => assert.deepEqual(risksOf(traits), ['face']));

  it('sees no face in other modalities, other parts, and where the attribute says so', () => {
    assert.deepEqual(risksOf({ bodyPart: 'HEAD', modality: 'MG' }), []);
    assert.deepEqual(risksOf({ seriesDescription: 'Surface recon, ahead' }), []);
    assert.deepEqual(risksOf({ bodyPart: 'HEAD', recognizable: 'NO' }), []);
  });

  it('counts ages by either source, and only above 89', () => {
    assert.deepEqual(risksOf({ age: '090Y' }), ['ageOver89']);
    assert.deepEqual(risksOf({ birthDate: '19340228' }), ['ageOver89']);
    assert.deepEqual(risksOf({ birthDate: '19340301', age: '' }), []);
    assert.deepEqual(risksOf({ age: '089Y', birthDate: '' }), []);
  });

  it('reads ages in every unit', () => {
    const years = (traits: Partial<RiskTraits>): number | undefined => ageInYears({ ...PLAIN, ...traits });
    assert.equal(years({}), 54);
    assert.equal(years({ birthDate: '' }), 54);
    assert.equal(years({ birthDate: '', age: '018M' }), 1);
    assert.equal(years({ birthDate: '', age: 'old' }), undefined);
    assert.equal(years({ birthDate: '20250101', age: '' }), undefined);
  });

  const rare: readonly Partial<RiskTraits>[] = [
    { sex: 'O' },
    { pregnancy: 3 },
    { size: '2.1' },
    { size: '1.32' },
    { weight: '210' },
    { weight: '30' },
  ];
  for (const traits of rare)
    it(`takes ${JSON.stringify(traits)} for rare`, () =>
      assert.deepEqual(risksOf(traits), ['rareDemographics']));

  it('takes children, other units and what was not told for common', () => {
    assert.deepEqual(risksOf({ birthDate: '20150101', age: '', weight: '30', size: '1.2' }), []);
    for (const traits of [{ size: '168' }, { size: '0' }, { weight: '' }, { pregnancy: 4 }, { weight: '1' }])
      assert.deepEqual(risksOf(traits), []);
  });

  it('knows documents and reports by their class', () => {
    assert.deepEqual(risksOf({ sopClass: '1.2.840.10008.5.1.4.1.1.104.1' }), ['encapsulatedDocument']);
    assert.deepEqual(risksOf({ sopClass: '1.2.840.10008.5.1.4.1.1.88.33' }), ['structuredReport']);
  });
});
