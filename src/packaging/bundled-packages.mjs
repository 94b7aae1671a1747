// Finds out which packages are in what ships: from what esbuild says it has put in, not from what was asked for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { standardText } from './licences.mjs';

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence SPDX expression
 * @property {string} text of the licence
 * @property {string} integrity of the lock file: `sha512-` and base64
 * @property {string | undefined} inlinedIn `name@version` of the package whose authors put it into theirs
 */

const FOLDERS = `${sep}node_modules${sep}`;

/**
 * The packages in the outputs of esbuild for which `ships` holds, by name and version.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @param {(output: string) => boolean} ships
 * @returns {readonly BundledPackage[]}
 */
export function bundledPackages(metafiles, ships) {
  const found = new Map();
  for (const file of shippedInputs(metafiles, ships)) {
    const folder = folderOf(file);
    if (folder === undefined) continue;
    const own = describe(folder);
    found.set(`${own.name}@${own.version}`, own);
    for (const each of inlinedBy(file, folder)) {
      const inlined = { ...describe(each), inlinedIn: `${own.name}@${own.version}` };
      const key = `${inlined.name}@${inlined.version}`;
      if (!found.has(key)) found.set(key, inlined);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function shippedInputs(metafiles, ships) {
  const outputs = metafiles.flatMap(({ outputs }) => Object.entries(outputs));
  return new Set(
    outputs.filter(([output]) => ships(output)).flatMap(([, { inputs }]) => Object.keys(inputs)),
  );
}

/** The folder of the package that a file belongs to; undefined for files of the project. */
function folderOf(file) {
  const path = resolve(file);
  const start = path.lastIndexOf(FOLDERS);
  if (start < 0) return undefined;
  const names = path.slice(start + FOLDERS.length).split(sep);
  const name = names[0].startsWith('@') ? names.slice(0, 2).join(sep) : names[0];
  return join(path.slice(0, start), 'node_modules', name);
}

/** Authors bundle, too. Their source map tells which packages a file was made of. */
function inlinedBy(file, folder) {
  const map = `${resolve(file)}.map`;
  if (!existsSync(map)) return [];
  const names = JSON.parse(readFileSync(map, 'utf8')).sources.flatMap((source) => {
    const name = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1];
    return name === undefined ? [] : [name];
  });
  return [...new Set(names)].map((name) => findFrom(folder, name));
}

/** Where Node would find a package that another one requires. */
function findFrom(folder, name) {
  for (let at = folder; dirname(at) !== at; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  throw new Error(`${name}, which is part of a bundled package, is not installed`);
}

function describe(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const licence = typeof license === 'string' ? license : (license?.type ?? '');
  const text = licenceText(folder) ?? standardText(licence, authorName(author));
  if (text === undefined) throw new Error(`${name} ${version} comes without a licence text`);
  return { name, version, licence, text, integrity: integrityOf(name, version), inlinedIn: undefined };
}

/** All licence files of a package, or else the section of its README. */
function licenceText(folder) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(file));
  if (files.length > 0)
    return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  const readme = readdirSync(folder).find((file) => /^readme/i.test(file));
  const section =
    readme && /^#+ *licen[cs]e *\n([^]*?)(?=^#|(?![^]))/im.exec(readFileSync(join(folder, readme), 'utf8'));
  return section && /permission is hereby granted/i.test(section[1]) ? section[1].trim() : undefined;
}

function authorName(author) {
  return (typeof author === 'string' ? author : (author?.name ?? '')).replace(/ *[<(].*$/, '');
}

let lock;

/** From the lock file, wherever in the tree the package was put. */
function integrityOf(name, version) {
  lock ??= JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
  const entry = Object.entries(lock.packages).find(
    ([path, each]) => path.endsWith(`node_modules/${name}`) && each.version === version,
  );
  if (entry === undefined) throw new Error(`${name} ${version} is not in the lock file`);
  return entry[1].integrity;
}
