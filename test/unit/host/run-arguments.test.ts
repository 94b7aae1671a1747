import assert from 'node:assert/strict';
import fc from 'fast-check';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../src/core/errors';
import { loadPolicy } from '../../../src/core/run/load-policy';
import { readRunOptions } from '../../../src/host/anonymise/run-arguments';

const SEED = 20_260_102;

describe('the options of a run that a script starts', () => {
  it('are taken when they are right', () => {
    assert.deepEqual(
      readRunOptions({
        destination: '/out',
        policy: 'DicomAnon',
        off: ['dates'],
        risks: { face: 'hold-back' },
        keepNames: true,
        workers: 2,
        report: false,
      }),
      {
        destination: '/out',
        policy: loadPolicy('DicomAnon', homedir()),
        switches: { dates: false },
        risks: { face: 'hold-back' },
        keepNames: true,
        workers: 2,
        report: false,
      },
    );
    assert.deepEqual(readRunOptions({ workbook: '~/x.xlsx', prefix: undefined }), {
      workbook: join(homedir(), 'x.xlsx'),
    });
  });

  it('are refused by name when they are unknown or wrong', () => {
    assert.throws(() => readRunOptions({ destnation: '/out' }), /There is no option "destnation"/);
    assert.throws(() => readRunOptions({ off: [5] }), /option "off"/);
    assert.throws(() => readRunOptions({ keepNames: 'yes' }), /option "keepNames"/);
    assert.throws(() => readRunOptions({ risks: { face: 'hide' } }), /option "risks"/);
    assert.throws(() => readRunOptions({ risks: { beard: 'fail' } }), /option "risks"/);
    assert.throws(() => readRunOptions({ workers: 0.5 }), /option "workers"/);
    assert.throws(() => readRunOptions({ policy: 'none' }), /There is no policy "none"/);
  });

  it('never make anything but a UserError, whatever they are', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 3 }), (options) => {
        try {
          readRunOptions(options);
        } catch (error) {
          assert.ok(error instanceof UserError);
        }
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
