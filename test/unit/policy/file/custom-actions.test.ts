import assert from 'node:assert/strict';
import type { VrName } from '../../../../src/core/dicom/vr';
import { actionsFor } from '../../../../src/core/policy/file/custom-actions';

/** What can be done to values of each VR, as a policy file writes it. */
const POSSIBLE: Readonly<Record<string, string>> = {
  'AS DS IS UR': 'K X Z D C replace',
  'AE CS': 'K X Z D C replace hash',
  'LO LT PN SH ST UC UT': 'K X Z D C replace hash pseudonym',
  'DA DT TM': 'K X Z D C replace shift',
  UI: 'K X Z D U C replace',
  'SQ UN': 'K X Z D U C',
  'AT FD FL OB OD OF OL OV OW SL SS SV UL US UV': 'K X Z D',
};

describe('the actions that a policy file may ask for', () => {
  for (const [vrs, actions] of Object.entries(POSSIBLE)) {
    it(`are ${actions} for ${vrs}`, () => {
      for (const vr of vrs.split(' ')) assert.equal(actionsFor(vr as VrName).join(' '), actions, vr);
    });
  }
});
