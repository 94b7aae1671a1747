import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { installVsCode, type InstalledVsCode } from './install-vscode';

/** How a VS Code is started. */
export interface HostOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Packaged extensions to install. */
  readonly vsix?: readonly string[];
  /**
   * Lets `open` name an extension in development and its tests. VS Code then shows no notifications, and with tests
   * no dialogs: drive the user interface with `vsix` and without it.
   */
  readonly development?: boolean;
}

/** What a window shows. */
export interface WindowOptions {
  readonly folder: string;
  /** As --extensionDevelopmentPath and --extensionTestsPath of the desktop. */
  readonly extension?: string;
  readonly tests?: string;
  /** Called with the exit code when the tests have run. */
  readonly onExit?: (code: number) => void;
  readonly width?: number;
  readonly height?: number;
}

const QUIET: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5000;
const PAGE_LIMIT_MS = 30_000;

/** A VS Code server on 127.0.0.1 whose workbench opens in a headless Chromium. */
export class VsCodeHost {
  private browser: Browser | undefined;

  private constructor(
    /** Holds the profile and the logs. */
    readonly folder: string,
    private readonly port: number,
    private readonly server: ChildProcess,
  ) {}

  static async start(options: HostOptions = {}): Promise<VsCodeHost> {
    const installed = installVsCode();
    const folder = mkdtempSync(join(tmpdir(), 'vscode-host-'));
    writeSettings(folder, options.settings ?? {});
    for (const vsix of options.vsix ?? []) installExtension(installed, folder, vsix);
    const server = startServer(installed, folder, options);
    return new VsCodeHost(folder, await portOf(server, folder), server);
  }

  /** The address of the workbench with `folder` open. */
  address({ folder, extension, tests }: WindowOptions): string {
    const url = new URL(`http://127.0.0.1:${this.port}/`);
    const remote = (path: string): string => `vscode-remote://127.0.0.1:${this.port}${path}`;
    const payload = [['skipWelcome', 'true']];
    if (extension !== undefined) payload.push(['extensionDevelopmentPath', remote(extension)]);
    if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
    url.searchParams.set('folder', folder);
    url.searchParams.set('payload', JSON.stringify(payload));
    return url.href;
  }

  /** Opens a window and waits for the workbench. */
  async open(options: WindowOptions): Promise<Page> {
    this.browser ??= await launchChromium();
    const viewport = { width: options.width ?? 1280, height: options.height ?? 800 };
    const page = await this.browser.newPage({ viewport });
    page.setDefaultTimeout(PAGE_LIMIT_MS);
    page.on('console', (message) => {
      appendFileSync(join(this.folder, 'console.log'), `[${message.type()}] ${message.text()}\n`);
    });
    if (options.onExit) await page.exposeFunction('codeAutomationExit', options.onExit);
    await page.goto(this.address(options));
    await page.locator('.monaco-workbench').waitFor();
    return page;
  }

  /** Errors that the windows have logged, the last ones. */
  windowErrors(): readonly string[] {
    return readIfThere(join(this.folder, 'console.log'))
      .split('\n')
      .filter((line) => line.startsWith('[error]'))
      .slice(-20);
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    const exited = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGTERM');
    await Promise.race([exited, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
    this.server.kill('SIGKILL');
    if (process.env['VSCODE_HOST_KEEP'] === undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}

function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): void {
  const user = join(folder, 'user', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...QUIET, ...settings }));
}

function commonArguments({ server }: InstalledVsCode, folder: string): readonly string[] {
  return [
    server,
    '--accept-server-license-terms',
    ...['--user-data-dir', join(folder, 'user')],
    ...['--extensions-dir', join(folder, 'extensions')],
    ...['--server-data-dir', join(folder, 'data')],
  ];
}

function installExtension(installed: InstalledVsCode, folder: string, vsix: string): void {
  const args = [...commonArguments(installed, folder), '--install-extension', vsix, '--force'];
  execFileSync(installed.node, args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

function startServer(installed: InstalledVsCode, folder: string, options: HostOptions): ChildProcess {
  const args = [
    ...commonArguments(installed, folder),
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
    ...['--disable-workspace-trust', '--disable-telemetry'],
    // Without it a built VS Code ignores the `payload` of the address.
    ...(options.development ? ['--enable-smoke-test-driver'] : []),
  ];
  const log = openSync(join(folder, 'server.log'), 'w');
  return spawn(installed.node, args, {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...options.env },
  });
}

/** The server picks a free port and writes it into its log. */
async function portOf(server: ChildProcess, folder: string): Promise<number> {
  for (const end = Date.now() + START_LIMIT_MS; ; await sleep(50)) {
    const found = /agent listening on (\d+)/.exec(readIfThere(join(folder, 'server.log')))?.[1];
    if (found !== undefined) return Number(found);
    if (server.exitCode !== null || Date.now() > end) throw new Error(`VS Code did not start, see ${folder}`);
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
