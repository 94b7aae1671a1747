import assert from 'node:assert/strict';
import { join } from 'node:path';
import { UserError } from '../../../src/core/errors';
import { refuseForeignProject } from '../../../src/core/run/foreign-project';
import { denyFolders, tellTheTruth } from '../../support/false-absence';
import { useTempFolder, writeTree } from '../../support/temp-folder';

const FINGERPRINT = 'fingerprint';
const isUnreadable = (error: unknown): boolean =>
  error instanceof UserError && error.code === 'destination-unreadable';

describe('whose files a destination holds', () => {
  const folder = useTempFolder();
  afterEach(tellTheTruth);

  it("is nobody's where there is no destination yet", async () => {
    await refuseForeignProject(join(folder(), 'none'), FINGERPRINT);
  });

  it('is unknown when the system denies a destination that is there', async () => {
    writeTree(folder(), { 'out/notes.txt': 'none of ours' });
    denyFolders('opendirSync', 'out');
    await assert.rejects(refuseForeignProject(join(folder(), 'out'), FINGERPRINT), isUnreadable);
    await refuseForeignProject(join(folder(), 'out'), FINGERPRINT);
  });

  it('is not told by files that cannot be opened', async () => {
    writeTree(folder(), { 'out/IM1': 'gone by the time it is looked at' });
    denyFolders('openSync', 'IM1');
    await refuseForeignProject(join(folder(), 'out'), FINGERPRINT);
  });

  it('is unknown when the destination is a file', async () => {
    writeTree(folder(), { out: '' });
    await assert.rejects(refuseForeignProject(join(folder(), 'out'), FINGERPRINT), isUnreadable);
  });
});
