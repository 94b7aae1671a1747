import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Throttle } from '../../../src/host/anonymise/throttle';

describe('a throttle', () => {
  it('acts at once, then once for all requests of an interval', async () => {
    let actions = 0;
    const throttle = new Throttle(() => actions++, 30);
    for (let request = 0; request < 100; request++) throttle.request();
    assert.equal(actions, 1);
    await sleep(80);
    assert.equal(actions, 2);
    throttle.request();
    assert.equal(actions, 3);
    throttle.dispose();
  });

  it('forgets what waits when it is disposed of', async () => {
    let actions = 0;
    const throttle = new Throttle(() => actions++, 20);
    throttle.request();
    throttle.request();
    throttle.dispose();
    await sleep(50);
    assert.equal(actions, 1);
  });
});
