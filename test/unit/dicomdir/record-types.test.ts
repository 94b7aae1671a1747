import assert from 'node:assert/strict';
import { vrOf } from '../../../src/core/dicom/dictionary';
import { keywordOf } from '../../../src/core/dicom/names';
import { vrName } from '../../../src/core/dicom/vr';
import { LAST_KEY_GROUP, RECORD_KEYS } from '../../../src/core/dicomdir/record-keys';
import { isRootLevel, recordTypeOf } from '../../../src/core/dicomdir/record-types';

const STORAGE = '1.2.840.10008.5.1.4.1.1.';

/** SOP Classes of PS3.6 Annex A, by the type of their records. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  IMAGE: [
    '1',
    '1.1',
    '2',
    '2.1',
    '3.1',
    '4',
    '4.1',
    '4.3',
    '6.1',
    '7',
    '7.4',
    '12.1',
    '20',
    '66.4',
    '66.7',
    '77.1.1',
  ]
    .concat(['77.1.6', '77.1.5.1', '128', '130', '481.1', '481.23'])
    .map((end) => STORAGE + end),
  SPECTROSCOPY: [`${STORAGE}4.2`],
  WAVEFORM: [`${STORAGE}9.1.1`, `${STORAGE}9.4.1`, `${STORAGE}9.8.1`],
  PRESENTATION: [`${STORAGE}11.1`, `${STORAGE}11.12`, `${STORAGE}131`, `${STORAGE}9.100.1`],
  'RAW DATA': [`${STORAGE}66`],
  REGISTRATION: [`${STORAGE}66.1`, `${STORAGE}66.3`],
  FIDUCIAL: [`${STORAGE}66.2`],
  SURFACE: [`${STORAGE}66.5`],
  TRACT: [`${STORAGE}66.6`],
  'VALUE MAP': [`${STORAGE}67`],
  'SURFACE SCAN': [`${STORAGE}68.1`, `${STORAGE}68.2`],
  STEREOMETRIC: [`${STORAGE}77.1.5.3`],
  MEASUREMENT: [`${STORAGE}78.1`, `${STORAGE}78.8`, `${STORAGE}80.1`],
  'SR DOCUMENT': [`${STORAGE}88.11`, `${STORAGE}88.67`, `${STORAGE}78.6`, `${STORAGE}79.1`],
  'KEY OBJECT DOC': [`${STORAGE}88.59`],
  ASSESSMENT: [`${STORAGE}90.1`],
  ANNOTATION: [`${STORAGE}91.1`],
  'ENCAP DOC': [`${STORAGE}104.1`, `${STORAGE}104.5`],
  'RT DOSE': [`${STORAGE}481.2`],
  'RT STRUCTURE SET': [`${STORAGE}481.3`],
  'RT PLAN': [`${STORAGE}481.5`, `${STORAGE}481.8`],
  'RT TREAT RECORD': [`${STORAGE}481.4`, `${STORAGE}481.6`, `${STORAGE}481.7`, `${STORAGE}481.9`],
  RADIOTHERAPY: [`${STORAGE}481.10`, `${STORAGE}481.11`, `${STORAGE}481.22`],
  PLAN: ['1.2.840.10008.5.1.4.34.7', '1.2.840.10008.5.1.4.34.10'],
  'HANGING PROTOCOL': ['1.2.840.10008.5.1.4.38.1'],
  PALETTE: ['1.2.840.10008.5.1.4.39.1'],
  IMPLANT: ['1.2.840.10008.5.1.4.43.1'],
  'IMPLANT ASSY': ['1.2.840.10008.5.1.4.44.1'],
  'IMPLANT GROUP': ['1.2.840.10008.5.1.4.45.1'],
  INVENTORY: [`${STORAGE}201.1`],
  PRIVATE: ['1.3.12.2.1107.5.9.1', `${STORAGE}200.1`],
};

const ROOT = ['HANGING PROTOCOL', 'PALETTE', 'IMPLANT', 'IMPLANT ASSY', 'IMPLANT GROUP', 'INVENTORY'];

describe('the type of a Directory Record', () => {
  for (const [type, classes] of Object.entries(CLASSES)) {
    it(`is ${type} for its SOP Classes`, () => {
      for (const sopClass of classes) {
        assert.equal(recordTypeOf(sopClass, false), type, sopClass);
        assert.equal(isRootLevel(recordTypeOf(sopClass, false)), ROOT.includes(type), sopClass);
      }
    });
  }

  it('of a class that is not listed depends on its pixels, and is PRIVATE for every private class', () => {
    assert.equal(recordTypeOf(`${STORAGE}999`, true), 'IMAGE');
    assert.equal(recordTypeOf(`${STORAGE}999`, false), 'PRIVATE');
    assert.equal(recordTypeOf('1.3.46.670589.5.0.1', true), 'PRIVATE');
  });
});

describe('the keys of a Directory Record', () => {
  it('are attributes of the dictionary with its VR, ascending, within what is read of files', () => {
    for (const [type, keys] of Object.entries(RECORD_KEYS)) {
      let last = -1;
      for (const { tag, vr } of keys) {
        const keyword = keywordOf(tag);
        assert.ok(keyword !== undefined && tag > last && tag >>> 16 <= LAST_KEY_GROUP, `${type} ${keyword}`);
        assert.equal(vrName(vr), vrName(vrOf(tag)), `${type} ${keyword}`);
        last = tag;
      }
    }
  });

  it('exist for every type that an instance can have', () => {
    for (const type of Object.keys(CLASSES)) assert.ok(type in RECORD_KEYS, type);
  });
});
