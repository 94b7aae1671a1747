import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { turnedSwitches } from '../../src/core/policy/policy';
import { readSettings, SETTING } from '../../src/host/anonymise/settings';
import { parseLine } from '../../src/core/mapping/journal-line';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: { readonly supported: unknown };
  };
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
    readonly [other: string]: unknown;
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

describe('a workspace that nobody trusts', () => {
  const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;

  it('decides neither where anything is written nor what is anonymised', () => {
    assert.equal(untrustedWorkspaces.supported, 'limited');
    assert.equal(virtualWorkspaces.supported, false);
    const harmless = new Set(['dicomanon.workers']);
    for (const name of Object.keys(manifest.contributes.configuration.properties))
      assert.equal(untrustedWorkspaces.restrictedConfigurations.includes(name), !harmless.has(name), name);
  });

  it('starts nothing by being opened', () => {
    for (const event of manifest.activationEvents)
      assert.match(event, /^on(WebviewPanel|CustomEditor|Command):/);
    for (const point of ['taskDefinitions', 'debuggers', 'terminal', 'authentication'])
      assert.equal(manifest.contributes[point], undefined, point);
  });
});

describe('settings of a hostile workspace', () => {
  const HOSTILE: readonly unknown[] = [
    ...[
      null,
      undefined,
      0,
      -1,
      NaN,
      1e9,
      true,
      '',
      ' ',
      '\u0000',
      '../../x',
      '${env:HOME}',
      '__proto__',
      [],
      {},
    ],
    JSON.parse('{"__proto__": {"private": false}, "constructor": {"prototype": {"private": false}}}'),
    Object.create({ private: false, uids: false }),
    { toString: () => '/x' },
  ];

  it('are passed over when they make no sense, and turn no part of the policy off by what they inherit', () => {
    for (const value of HOSTILE) {
      const settings = readSettings((name) =>
        name === SETTING.switches || name === SETTING.workers ? value : undefined,
      );
      assert.deepEqual(turnedSwitches(settings.policy.choice), {});
      assert.ok(settings.workers >= 1 && settings.workers <= 64);
    }
  });

  it('give an absolute workbook path whatever they are', () => {
    for (const value of HOSTILE) {
      const { workbook, policy, keepNames } = readSettings(() => value);
      assert.ok(isAbsolute(workbook), workbook);
      assert.equal(typeof policy.choice.policy.name, 'string');
      assert.equal(keepNames, value === true);
    }
    assert.ok(readSettings(() => undefined).workbook.startsWith(homedir()));
  });
});

describe('keys of objects from outside', () => {
  it('change no prototype and stand for nothing that objects inherit', () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    for (const type of [...names, 'prototype']) {
      assert.equal(parseLine(JSON.stringify({ type })), undefined, type);
      assert.equal(parseLine(`{"type": "progress", "${type}": {"polluted": true}}`), undefined, type);
    }
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), names);
  });
});
