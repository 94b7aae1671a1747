import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs, {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { mock } from 'node:test';
import { ProjectKey } from '../../src/core/pseudonym/project-key';
import { marksOf } from '../../src/core/policy/marks';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { defaultChoice } from '../../src/core/policy/policy';
import { FileAnonymiser, type FileResult } from '../../src/core/run/anonymise-file';
import { FileSurveyor } from '../../src/core/run/survey-file';
import { isTemporaryName } from '../../src/core/io/temporary';
import { CancelledError } from '../../src/core/io/cancellation';
import { identityKey } from '../../src/core/mapping/model';
import { skipBecause } from '../support/skipping';
import { useTempFolder } from '../support/temp-folder';
import { image, type ImageValues } from './images';
import { instanceOf } from './values';

const KEY = new Uint8Array(32).fill(7);
/** More than the first read and one chunk, so that the file is read on while its copy is written. */
const LARGE = new Uint8Array(1024 * 1024).fill(0x55);

describe('an original that changes', () => {
  const folder = useTempFolder();
  const original = (): string => join(folder(), 'source', '1.dcm');
  const copies = (): string => join(folder(), 'copies');

  beforeEach(() => {
    mkdirSync(join(folder(), 'source'));
    mkdirSync(copies());
  });
  afterEach(() => mock.restoreAll());

  /** Writes the original, surveys it, and then its copy; in between and before each piece of the copy comes the change. */
  function anonymise(
    values: ImageValues,
    change: {
      readonly before?: () => void;
      readonly during?: () => void;
      readonly fresh?: boolean;
      readonly by?: FileAnonymiser;
    },
  ): FileResult {
    writeFileSync(original(), image(values));
    const surveyed = new FileSurveyor().survey(original(), '1.dcm', dirname(original()));
    assert.ok('series' in surveyed, 'the survey takes it');
    change.before?.();
    return (change.by ?? anonymiserThat(change.during)).anonymise({
      source: original(),
      topFolder: dirname(original()),
      targetFolder: copies(),
      targetName: '1.dcm',
      fresh: change.fresh ?? false,
      patient: {
        anonymisedId: 'ANON-0001',
        dateOffset: 70,
        kind: surveyed.series.patient.kind,
        identity: identityKey(surveyed.series.patient),
      },
    });
  }

  function anonymiserThat(beforeWrite: () => void = () => undefined): FileAnonymiser {
    const policy = defaultChoice(DICOMANON_POLICY);
    const marks = marksOf(policy, '1', new ProjectKey(KEY).fingerprint);
    const settings = { key: KEY, choice: policy, marks, runId: '00112233aabb', audit: true };
    return new FileAnonymiser(settings, 0, beforeWrite);
  }

  function failsWith(result: FileResult, reason: string): void {
    assert.equal(result.outcome.kind, 'failed');
    assert.equal(result.outcome.kind === 'failed' && result.outcome.reason, reason);
    assert.equal(result.counted, false);
    assert.deepEqual(readdirSync(copies()), [], 'neither a copy nor a temporary file');
  }

  it('not at all is written whole', () => {
    const { outcome } = anonymise({ pixels: LARGE }, {});
    assert.deepEqual(outcome, { kind: 'written' });
    assert.deepEqual(readdirSync(copies()), ['1.dcm']);
  });

  it('by shrinking while it is copied fails', () => {
    const during = (): void => truncateSync(original(), 600_000);
    failsWith(anonymise({ pixels: LARGE }, { during }), 'changed');
  });

  it('by growing while it is copied fails', () => {
    const during = (): void => appendFileSync(original(), 'more');
    failsWith(anonymise({ pixels: LARGE }, { during }), 'changed');
  });

  it('not at all leaves no temporary file for good, not even one that cannot be removed at first', () => {
    const anonymiser = anonymiserThat();
    const { unlinkSync } = fs;
    let refusals = 0;
    mock.method(fs, 'unlinkSync', (path: string) => {
      if (refusals++ < 2) throw Object.assign(new Error('injected'), { code: 'EBUSY' });
      unlinkSync(path);
    });
    assert.deepEqual(anonymise({}, { by: anonymiser }).outcome, { kind: 'written' });
    const temporaries = (): readonly string[] =>
      readdirSync(copies()).filter((name) => isTemporaryName(name));
    assert.equal(temporaries().length, 1);
    anonymiser.tidyUp();
    assert.equal(temporaries().length, 1, 'still refused');
    anonymiser.tidyUp();
    assert.deepEqual(readdirSync(copies()), ['1.dcm']);
  });

  it('by shrinking after the survey fails as truncated', () => {
    const before = (): void => truncateSync(original(), 600_000);
    failsWith(anonymise({ pixels: LARGE }, { before }), 'truncated');
  });

  it('into one of another patient after the survey fails, because that patient has no pseudonym yet', () => {
    const before = (): void => writeFileSync(original(), image({ patientId: 'MRN-2' }));
    failsWith(anonymise({}, { before }), 'changed');
  });

  it('into something else than DICOM after the survey fails', () => {
    const before = (): void => writeFileSync(original(), 'a letter, at last');
    failsWith(anonymise({}, { before }), 'changed');
  });

  it('into a link after the survey fails: it could lead anywhere', function () {
    if (process.platform === 'win32') skipBecause(this, 'Windows can not refuse links');
    const before = (): void => {
      renameSync(original(), join(folder(), 'elsewhere.dcm'));
      symlinkSync(join(folder(), 'elsewhere.dcm'), original());
    };
    const { outcome } = anonymise({}, { before });
    assert.deepEqual(outcome, { kind: 'failed', reason: 'unreadable', detail: 'ELOOP' });
    assert.deepEqual(readdirSync(copies()), []);
  });

  it('is not replaced when the folder of its copy becomes a link to its own, even in a folder new in this run', () => {
    const swap = (): void => {
      rmSync(copies(), { recursive: true });
      symlinkSync(dirname(original()), copies());
    };
    for (const fresh of [false, true]) {
      const { outcome } = anonymise({ pixels: LARGE }, { before: swap, fresh });
      assert.deepEqual(outcome, { kind: 'written', note: 'beside' });
      assert.deepEqual(readFileSync(original()), Buffer.from(image({ pixels: LARGE })));
    }
  });

  it('by vanishing after the survey fails', () => {
    failsWith(anonymise({}, { before: () => rmSync(original()) }), 'unreadable');
  });

  it('into a folder after the survey fails', () => {
    const before = (): void => {
      rmSync(original());
      mkdirSync(original());
    };
    failsWith(anonymise({}, { before }), 'unreadable');
  });

  it('into a pipe after the survey fails, and nobody waits for its other end', function () {
    if (spawnSync('mkfifo', [join(folder(), 'trial')]).status !== 0) skipBecause(this, 'mkfifo is missing');
    const before = (): void => {
      rmSync(original());
      spawnSync('mkfifo', [original()]);
    };
    failsWith(anonymise({}, { before }), 'unreadable');
  });

  it('into a newer image of the same patient is copied as it now is', () => {
    const before = (): void => writeFileSync(original(), image({ instance: 'newer' }));
    const { outcome } = anonymise({}, { before });
    assert.deepEqual(outcome, { kind: 'written' });
    const copied = instanceOf(join(copies(), '1.dcm'));
    rmSync(join(copies(), '1.dcm'));
    anonymise({ instance: 'newer' }, {});
    assert.equal(copied, instanceOf(join(copies(), '1.dcm')));
  });

  it('leaves no temporary file when the user cancels while it is copied', () => {
    const during = (): void => {
      throw new CancelledError();
    };
    assert.throws(() => anonymise({ pixels: LARGE }, { during }), CancelledError);
    assert.deepEqual(readdirSync(copies()), []);
  });

  it('is no reason to touch a copy that somebody else made meanwhile', () => {
    const during = (): void => writeFileSync(join(copies(), '1.dcm'), 'of another program');
    const { outcome, name } = anonymise({}, { during });
    assert.deepEqual(outcome, { kind: 'written', note: 'beside' });
    assert.deepEqual(readdirSync(copies()).sort(), ['1.dcm', name].sort());
  });

  it('leaves no temporary file when the folder of the copies vanishes meanwhile', () => {
    const during = (): void => rmSync(copies(), { recursive: true });
    const { outcome } = anonymise({}, { during });
    assert.equal(outcome.kind === 'failed' && outcome.reason, 'unwritable');
    mkdirSync(copies(), { recursive: true });
  });
});
