import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { turnedSwitches } from '../../../src/core/policy/policy';
import { POLICIES } from '../../../src/core/policy/policies';
import { applyDestinationRule, DEFAULT_DESTINATION_RULE } from '../../../src/host/anonymise/destination-rule';
import { readSettings, SETTING } from '../../../src/host/anonymise/settings';
import { useTempFolder } from '../../support/temp-folder';

describe('the settings', () => {
  const folder = useTempFolder();
  const read = (values: Readonly<Record<string, unknown>>) => readSettings((name) => values[name]);

  it('have a default for everything', () => {
    const settings = read({});
    assert.equal(settings.destinationRule, DEFAULT_DESTINATION_RULE);
    assert.equal(settings.workbook, join(homedir(), 'dicom-anon-mapping.xlsx'));
    assert.equal(settings.prefix, 'ANON-');
    assert.equal(settings.policy.choice.policy.name, 'DicomAnon');
    assert.deepEqual(turnedSwitches(settings.policy.choice), {});
    assert.ok(settings.workers >= 1);
    assert.equal(settings.keepNames, false);
    assert.equal(settings.report, true);
    assert.equal(settings.searchCopies, true);
  });

  it('are read as the user wrote them', () => {
    const parts = { private: false, dates: true, unknown: false };
    const settings = read({
      workbook: '~/m/x.xlsx',
      policyParts: parts,
      workers: 3,
      keepNames: true,
      report: false,
      searchCopies: false,
    });
    assert.equal(settings.workbook, join(homedir(), 'm/x.xlsx'));
    assert.deepEqual(turnedSwitches(settings.policy.choice), { private: false });
    assert.equal(settings.workers, 3);
    assert.equal(settings.keepNames, true);
    assert.equal(settings.report, false);
    assert.equal(settings.searchCopies, false);
  });

  it('pass over what makes no sense, towards more protection', () => {
    const settings = read({
      workbook: 7,
      policyParts: 'none',
      workers: -1,
      keepNames: 'yes',
      policy: 'x',
      anonymisedIdPrefix: null,
      searchCopies: 'no',
    });
    assert.equal(settings.workbook, join(homedir(), 'dicom-anon-mapping.xlsx'));
    assert.deepEqual(turnedSwitches(settings.policy.choice), {});
    assert.ok(settings.workers >= 1);
    assert.equal(settings.keepNames, false);
    assert.equal(settings.policy.choice.policy.name, 'DicomAnon');
    assert.equal(settings.prefix, 'ANON-');
    assert.equal(settings.searchCopies, true);
  });

  it('are those that the manifest offers, nine at most, each with a description', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const properties = manifest.contributes.configuration.properties;
    assert.deepEqual(
      Object.keys(properties).sort(),
      Object.values(SETTING)
        .map((name) => `dicomanon.${name}`)
        .sort(),
    );
    assert.ok(Object.keys(properties).length <= 9);
    for (const property of Object.values(properties)) assert.ok(property.markdownDescription);
    const allowed = new RegExp(properties['dicomanon.policy']!.pattern!);
    for (const { name } of POLICIES) assert.match(name, allowed);
    assert.match('policies/my.dicomanon.json', allowed);
    assert.doesNotMatch('nothing', allowed);
  });

  it('offer the switches of every built-in policy, each as it is described and stands by default there', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
    const parts = manifest.contributes.configuration.properties['dicomanon.policyParts'];
    const switches = POLICIES.flatMap(({ title, switches }) =>
      switches.map((each) => ({ ...each, of: title })),
    );
    assert.deepEqual(
      parts?.properties,
      Object.fromEntries(
        switches.map(({ id, onByDefault }) => [
          id,
          { type: 'boolean', default: onByDefault, description: `%setting.policyParts.${id}%` },
        ]),
      ),
    );
    assert.deepEqual(parts?.default, Object.fromEntries(switches.map((each) => [each.id, each.onByDefault])));
    for (const { id, of, description } of switches)
      assert.equal(texts[`setting.policyParts.${id}`], `${of}: ${description}`);
  });

  it("turn the options of the standard's profile, which has no other switches", () => {
    const parts = { 'retain-uids': true, 'retain-full-dates': false, private: false };
    const { policy } = read({ policy: 'PS3.15 Basic Profile', policyParts: parts });
    assert.equal(policy.choice.policy.edition, '2026c');
    assert.deepEqual(policy.choice.on, ['retain-uids']);
  });

  it('may name a policy file, whose options and numbering go before the other settings', () => {
    const text = `{ "name": "my", "extends": "DicomAnon", "options": { "private": false }, "patientIds": { "prefix": "T-" } }`;
    writeFileSync(join(folder(), 'my.dicomanon.json'), text);
    const { policy, policyProblem } = readSettings(
      (name) => ({ policy: 'my.dicomanon.json', policyParts: { private: true, dates: false } })[name],
      folder(),
    );
    assert.equal(policyProblem, undefined);
    assert.deepEqual(turnedSwitches(policy.choice), { private: false });
    assert.deepEqual([policy.file, policy.prefix], [join(folder(), 'my.dicomanon.json'), 'T-']);
  });

  it('say why a policy file can not be used', () => {
    writeFileSync(join(folder(), 'bad.dicomanon.json'), '{');
    for (const [name, code] of [
      ['bad.dicomanon.json', 'policy-file'],
      ['missing.dicomanon.json', 'policy-file-missing'],
    ]) {
      const { policyProblem } = readSettings((key) => (key === 'policy' ? name : undefined), folder());
      assert.equal(policyProblem?.code, code);
    }
  });
});

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            readonly markdownDescription?: string;
            readonly properties?: object;
            readonly default?: unknown;
            readonly pattern?: string;
          }
        >
      >;
    };
  };
}

describe('the destination rule', () => {
  it('gives a sibling by default', () => {
    assert.equal(applyDestinationRule('', resolve('/data/export')), resolve('/data/export-anonymised'));
  });

  it('takes relative, absolute and home paths', () => {
    assert.equal(
      applyDestinationRule('out/${folderName}', resolve('/data/export')),
      resolve('/data/out/export'),
    );
    assert.equal(
      applyDestinationRule('/x/${folderName}/${folderName}', resolve('/data/e')),
      resolve('/x/e/e'),
    );
    assert.equal(applyDestinationRule('~/out', resolve('/data/e')), join(homedir(), 'out'));
  });

  it('takes a folder name for what it is, whatever it looks like', () => {
    assert.equal(applyDestinationRule('${folderName}-a', resolve('/data/$& $1')), resolve('/data/$& $1-a'));
  });
});
