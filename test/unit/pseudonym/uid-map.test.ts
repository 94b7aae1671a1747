import assert from 'node:assert/strict';
import { ProjectKey } from '../../../src/core/pseudonym/project-key';
import { isRegisteredUid, KEPT_UIDS, UidMap } from '../../../src/core/pseudonym/uid-map';
import { uid } from '../../support/data-sets';
import { KEY_BYTES, newUid } from '../../support/rewriting';

function makeMap(key = KEY_BYTES): UidMap {
  return new UidMap(new ProjectKey(key));
}

describe('UID map', () => {
  it('gives UIDs of UUIDs of version 8 from HMAC-SHA-256 of the old UID', () => {
    const map = makeMap();
    for (let index = 0; index < 200; index++) {
      const old = uid(`instance ${index}`);
      const mapped = map.mapText(old);
      assert.equal(mapped, newUid(old));
      assert.match(mapped, /^2\.25\.(0|[1-9]\d{0,38})$/);
      const uuid = BigInt(mapped.slice('2.25.'.length)).toString(16).padStart(32, '0');
      assert.equal(uuid[12], '8');
      assert.match(uuid[16]!, /[89ab]/);
      assert.ok(mapped.length <= 64);
    }
  });

  it('gives the same for the same, asked once or often, by one map or another', () => {
    const [one, other] = [makeMap(), makeMap()];
    const mapped = one.mapText(uid('a'));
    assert.equal(one.mapText(uid('a')), mapped);
    assert.equal(other.mapText(uid('a')), mapped);
  });

  it('gives others with another key', () => {
    assert.notEqual(makeMap().mapText(uid('a')), makeMap(KEY_BYTES.toReversed()).mapText(uid('a')));
  });

  it('mixes nothing up however many UIDs share the cache', () => {
    const map = makeMap();
    const uids = Array.from({ length: 6000 }, (_, index) => `1.2.3.${index}.${index * 7919}`);
    const first = uids.map((each) => map.mapText(each));
    assert.equal(new Set(first).size, uids.length);
    for (const index of [5999, 0, 4095, 4096, 1, 5000])
      assert.equal(map.mapText(uids[index]!), newUid(uids[index]!));
    assert.deepEqual(
      uids.toReversed().map((each) => map.mapText(each)),
      first.toReversed(),
    );
  });

  it('works a UID out once, wherever it stands', () => {
    const map = makeMap();
    const uids = Array.from({ length: 20 }, (_, index) => uid(`instance ${index}`));
    const ask = (text: string, before: string, behind: string): unknown =>
      map.map(Buffer.from(before + text + behind), before.length, before.length + text.length);
    const first = uids.map((each) => ask(each, '', ''));
    uids.forEach((each, index) => assert.equal(ask(each, 'UID: ', '.9'), first[index]));
  });

  it('remembers no UID that is longer than one can be', () => {
    const map = makeMap();
    for (const [length, isRemembered] of [
      [64, true],
      [65, false],
      [300_000, false],
    ] as const) {
      const bytes = Buffer.from('1.2.'.padEnd(length, '3'));
      assert.equal(map.map(bytes, 0, length) === map.map(bytes, 0, length), isRemembered, String(length));
    }
  });

  it('maps text beyond ASCII by its bytes in Latin-1', () => {
    const bytes = Uint8Array.from([0x31, 0x2e, 0xe4]);
    assert.equal(makeMap().mapText('1.\u00e4'), Buffer.from(makeMap().map(bytes, 0, 3)!).toString());
  });

  it('tells UIDs apart of which one is the start of the other', () => {
    const map = makeMap();
    const long = `1.2.${'3'.repeat(60)}`;
    for (let length = 1; length <= long.length; length++) {
      assert.equal(map.mapText(long.slice(0, length)), newUid(long.slice(0, length)));
    }
  });

  it('tells them apart in one slot of the cache, too', () => {
    const map = makeMap();
    for (let index = 0; index < 20_000; index++) {
      const short = `1.2.3.4.${index}`;
      map.mapText(`${short}.1`);
      assert.equal(map.mapText(short), newUid(short));
    }
  });

  it('maps UIDs that are too long, and text that is none', () => {
    for (const odd of [
      `1.2.${'9'.repeat(61)}`,
      `1.2.${'9'.repeat(500)}`,
      'DOE',
      '1..2',
      '1.2.840.100080.1',
    ]) {
      assert.equal(makeMap().mapText(odd), newUid(odd));
      assert.ok(makeMap().mapText(odd).length <= 64);
    }
  });

  it('never changes a UID that the standard registered', () => {
    const map = makeMap();
    for (const registered of ['1.2.840.10008', '1.2.840.10008.1.2.1', '1.2.840.10008.5.1.4.1.1.481.3']) {
      const bytes = Buffer.from(`xx${registered}yy`);
      assert.equal(isRegisteredUid(bytes, 2, bytes.length - 2), true);
      assert.equal(map.map(bytes, 2, bytes.length - 2), undefined);
      assert.equal(map.mapText(registered), registered);
    }
    for (const other of ['1.2.840.1000', '1.2.840.100081', '1.2.840.10009.1', '2.25.1']) {
      assert.notEqual(map.mapText(other), other);
    }
  });

  it('knows registered UIDs of every length and in every place', () => {
    const longest = '1.2.840.10008.'.padEnd(64, '0123456789');
    for (const registered of [longest, '1.2.840.10008.0.9']) {
      assert.equal(makeMap().mapText(registered), registered);
      const bytes = Buffer.from(`${' '.repeat(100)}${registered}`);
      assert.equal(isRegisteredUid(bytes, 100, bytes.length), true);
    }
    assert.equal(isRegisteredUid(Buffer.from(`${longest}0`), 0, 65), false);
  });

  it('takes no part of a registered UID for one', () => {
    const bytes = Buffer.from(`${' '.repeat(30)}1.2.840.10008.1.2`);
    for (const length of [0, 7, 12]) assert.equal(isRegisteredUid(bytes, 30, 30 + length), false);
  });

  it('leaves an empty UID empty', () => {
    assert.equal(makeMap().mapText(''), '');
  });

  it('gives each its own, however many share the places that it remembers them in', () => {
    const map = makeMap();
    const olds = Array.from({ length: 6000 }, (_, index) => `1.2.826.0.1.3680043.${100_000 + index}`);
    const first = olds.map((old) => map.mapText(old));
    assert.equal(new Set(first).size, olds.length);
    assert.deepEqual(
      olds.toReversed().map((old) => map.mapText(old)),
      first.toReversed(),
    );
    for (const index of [0, 1234, 5999]) assert.equal(first[index], newUid(olds[index]!));
  });

  it('maps what begins like a registered UID and is none', () => {
    const map = makeMap();
    const registered = '1.2.840.10008.5.1.4.1.1.2';
    assert.equal(map.mapText(registered), registered);
    for (const text of [
      `${registered} Doe^Jane`,
      `${registered}\0Doe`,
      `${registered}-1`,
      `${registered}.Doe`,
      `${registered}.${'1'.repeat(40)}`,
    ])
      assert.match(map.mapText(text), /^2\.25\.\d+$/);
  });
});

describe('UIDs that are kept', () => {
  it('are what they were', () => {
    const bytes = Buffer.from(uid('a'));
    assert.equal(KEPT_UIDS.map(bytes, 0, bytes.length), undefined);
    assert.equal(KEPT_UIDS.mapText(uid('a')), uid('a'));
  });
});
