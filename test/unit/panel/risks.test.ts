import assert from 'node:assert/strict';
import { byRisk, RISK_NAMES, riskNamed } from '../../../src/core/policy/risk-decisions';
import { viewRisks } from '../../../src/panel/survey-view';
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

  it('are found by their name in any writing', () => {
    assert.equal(riskNamed('burned-in'), 'burnedIn');
    assert.equal(riskNamed('AGE OVER 89'), 'ageOver89');
    assert.equal(riskNamed('toString'), undefined);
  });
});
