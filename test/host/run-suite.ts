import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { DEFAULT_VERSION } from './vscode-builds';

/**
 * Runs test/host/suite in a VS Code: VSCODE_EXECUTABLE if set, else the desktop if there is a display and it can be had,
 * else the server build. EXTENSION names the folder of the extension, by default this one.
 */
async function main(): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), 'suite-workspace-'));
  try {
    await runTests({
      vscodeExecutablePath: process.env['VSCODE_EXECUTABLE'] ?? (await desktop()) ?? serverBuild(),
      extensionDevelopmentPath: resolve(process.env['EXTENSION'] ?? '.'),
      extensionTestsPath: resolve(__dirname, 'suite', 'index.js'),
      launchArgs: [workspace],
    });
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function desktop(): Promise<string | undefined> {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_HOST_VERSION = DEFAULT_VERSION } = process.env;
  if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined)
    return undefined;
  try {
    return await downloadAndUnzipVSCode(VSCODE_HOST_VERSION);
  } catch {
    console.log('The desktop VS Code cannot be downloaded here; its server build is used.');
    return undefined;
  }
}

function serverBuild(): string {
  const code = resolve(__dirname, 'code.js');
  chmodSync(code, 0o755);
  return code;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
