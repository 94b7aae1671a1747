import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeSampleExport } from '../../src/sample/export';
import { VsCodeHost } from './vscode-host';

const VSIX = resolve('dicomanon.vsix');
const SAMPLE = resolve('sample', 'hospital-export');

/**
 * Opens VS Code with the packaged extension on the folder that is named, or on a synthetic export: the desktop VS Code
 * when `code` is on the PATH, else its server build, whose address is printed.
 */
async function main(): Promise<void> {
  const folder = process.argv[2] === undefined ? await sampleFolder() : resolve(process.argv[2]);
  if (hasDesktop()) openDesktop(folder);
  else await serve(folder);
}

async function sampleFolder(): Promise<string> {
  if (!existsSync(SAMPLE)) await makeSampleExport(SAMPLE, { seed: 1 });
  return resolve('sample');
}

function hasDesktop(): boolean {
  try {
    execFileSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' });
    return true;
  } catch {
    return false;
  }
}

/** With a profile of its own, so that the user's is left alone. */
function openDesktop(folder: string): void {
  const profile = [
    '--user-data-dir',
    resolve('out/desktop/user'),
    '--extensions-dir',
    resolve('out/desktop/extensions'),
  ];
  const options = { stdio: 'inherit', shell: process.platform === 'win32' } as const;
  execFileSync('code', [...profile, '--install-extension', VSIX, '--force'], options);
  spawn('code', [...profile, folder], { ...options, detached: true });
}

async function serve(folder: string): Promise<void> {
  console.log('Preparing VS Code (the first time this fetches it from the npm registry) …');
  const host = await VsCodeHost.start({ vsix: [VSIX] });
  console.log(`\nOpen this address in a browser:\n\n  ${host.address({ folder })}\n\nCtrl-C ends it.`);
  const stop = (): void => void host.stop().then(() => process.exit(0));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
