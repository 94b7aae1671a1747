import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { cacheFolder } from './install-vscode';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';
const SYSTEM_FONTS = '/etc/fonts/fonts.conf';
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Executable {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a headless Chromium: CHROMIUM, else the system's, else the one inside npm's @sparticuz/chromium. */
export async function launchChromium(): Promise<Browser> {
  const { path, env } = await findChromium();
  return chromium.launch({
    executablePath: path,
    args: ARGUMENTS,
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

async function findChromium(): Promise<Executable> {
  const named = process.env['CHROMIUM'] ?? SYSTEM_CHROMIUM;
  if (existsSync(named)) return { path: named, env: {} };
  const folder = join(cacheFolder(), `chromium-${packageVersion()}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return { path: join(folder, 'chromium'), env: environmentFor(folder) };
}

function packageVersion(): string {
  const manifest = join(packageFolder(), 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
}

function packageFolder(): string {
  return join('node_modules', '@sparticuz', 'chromium');
}

/** The package unpacks into the folder for temporary files, and takes a half-written file there for a whole one. */
async function unpackInto(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const temporary = mkdtempSync(join(dirname(folder), 'tmp-'));
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = temporary;
  try {
    const { default: packed, inflate } = await import('@sparticuz/chromium');
    await packed.executablePath();
    await inflate(join(packageFolder(), 'bin', 'al2023.tar.br'));
    if (!existsSync(folder)) renameSync(temporary, folder);
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** A bare machine has neither fonts nor all libraries; the package carries both. */
function environmentFor(folder: string): Readonly<Record<string, string>> {
  return {
    ...(!existsSync(SYSTEM_FONTS) && { FONTCONFIG_PATH: join(folder, 'fonts') }),
    ...(lacksLibraries(join(folder, 'chromium')) && { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }),
  };
}

function lacksLibraries(executable: string): boolean {
  return execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found');
}
