/**
 * Makes the two modules that hold the data dictionary at run time, from dcmjs and the supplement. The build calls
 * {@link generateDictionary}; by hand: `node src/dictionary/generate.mjs [OUT_DIR]`.
 */
import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { dcmjsAttributes, nameFromKeyword } from './sources.mjs';

const SUPPLEMENT = new URL('./supplement-2026c.json', import.meta.url);
const DEFAULT_OUT_DIR = fileURLToPath(new URL('../core/dicom', import.meta.url));

/**
 * Writes `dictionary.generated.ts` (tag -> VR, for the scanner) and `names.generated.ts` (tag -> the rest, for what
 * people read) into `outDir`.
 *
 * @param {string} [outDir] src/core/dicom unless given
 */
export function generateDictionary(outDir = DEFAULT_OUT_DIR) {
  const attributes = mergeAttributes();
  mkdirSync(outDir, { recursive: true });
  writeIfChanged(join(outDir, 'dictionary.generated.ts'), vrModule(attributes));
  writeIfChanged(join(outDir, 'names.generated.ts'), namesModule(attributes));
}

/** Leaves an equal file alone, so that incremental builds see no change. */
function writeIfChanged(path, text) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

/** dcmjs's attributes, overruled and completed by the supplement, by ascending tag. */
function mergeAttributes() {
  const { attributes, names } = JSON.parse(readFileSync(SUPPLEMENT, 'utf8'));
  const rows = [...dcmjsAttributes(), ...attributes.map(parseSupplement)];
  const byTag = new Map(rows.map((attribute) => [attribute.tag, attribute]));
  return [...byTag.values()]
    .map((attribute) => ({ ...attribute, name: names[attribute.tag] ?? attribute.name }))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

function parseSupplement(line) {
  const [tag, vr, vm, keyword, retired] = line.split('|');
  return { tag, vr, vm, keyword, name: nameFromKeyword(keyword), retired: retired === 'retired' };
}

/**
 * One VR where PS3.6 leaves a choice, as for implicit VR: OW of "OB or OW" (PS3.5 A.1), else the first named (US of
 * "US or SS", "US or OW", "US or SS or OW"). Empty for items and delimiters, which have none.
 */
function singleVr(vr) {
  return vr === 'OB or OW' ? 'OW' : vr.slice(0, 2);
}

function vrModule(attributes) {
  const withVr = attributes.filter((attribute) => attribute.vr !== '');
  const count = withVr.length;
  const table = Buffer.alloc(count * 6);
  withVr.forEach(({ tag, vr }, index) => {
    table.writeUInt32LE(Number.parseInt(tag, 16), index * 4);
    table.writeUInt16LE(vrCode(singleVr(vr)), count * 4 + index * 2);
  });
  return `/** Attributes in VR_TABLE. */
export const VR_COUNT = ${count};

/** Base64 of VR_COUNT tags (32 bits, ascending), then of their VR codes (16 bits), little-endian. */
export const VR_TABLE =
  '${table.toString('base64')}';
`;
}

/** The code of src/core/dicom/vr.ts: the two letters as one big-endian number. */
function vrCode(vr) {
  return Buffer.from(vr, 'latin1').readUInt16BE();
}

function namesModule(attributes) {
  const lines = attributes.map(({ tag, keyword, name, vm, retired }) =>
    [tag, keyword, name, vm, retired ? 'R' : ''].join('|'),
  );
  return `/** One attribute a line by ascending tag: tag|keyword|name|VM|R if retired. */
export const NAMES = \`
${lines.join('\n')}
\`;
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateDictionary(process.argv[2]);
