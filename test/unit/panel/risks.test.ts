import assert from 'node:assert/strict';
import { byRisk, RISK_NAMES } from '../../../src/core/policy/risk-decisions';
import { PANEL_CALLS } from '../../../src/panel/panel-protocol';
import { decidedText, viewRisks } from '../../../src/panel/survey-view';
import { COUNTS } from './states';

describe('the risks in the panel', () => {
  it('each say in words of their own what they are and what to do', () => {
    const views = viewRisks({ ...COUNTS, risks: byRisk(() => 2) });
    assert.deepEqual(
      views.map(({ risk }) => risk),
      RISK_NAMES,
    );
    assert.equal(new Set(views.map(({ explanation }) => explanation)).size, RISK_NAMES.length);
    for (const { title } of views) assert.match(title, /^2 files /);
  });

  it('warn of what no policy takes away, and only tell what is normal', () => {
    const views = viewRisks({ ...COUNTS, risks: byRisk(() => 1) });
    const told = views.filter(({ isWarning }) => !isWarning).map(({ risk }) => risk);
    assert.deepEqual(told, ['freeText', 'smallCohort', 'privateAttributes']);
  });

  it('say how many files will not be written because of them, and nothing when all will', () => {
    assert.equal(decidedText({ heldBack: 0, refused: 0 }), '');
    assert.equal(
      decidedText({ heldBack: 2, refused: 1 }),
      '2 files will be held back because of risks. 1 file will fail because of risks.',
    );
  });

  it('are decided on by names that the page may send, and no others', () => {
    const { request } = PANEL_CALLS.setRisk;
    assert.ok(request({ risk: 'face', decision: 'hold-back' }));
    for (const wrong of [
      { risk: 'beard', decision: 'fail' },
      { risk: 'face', decision: 'hide' },
      { risk: '__proto__', decision: 'fail' },
      { risk: 'face' },
    ])
      assert.equal(request(wrong), false, JSON.stringify(wrong));
  });
});
