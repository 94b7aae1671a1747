/**
 * Writes supplement-2026c.json: what dcmjs 0.52.2 lacks, or has otherwise than PS3.6 edition 2026c.
 *
 *   node src/dictionary/make-supplement.mjs PS36.json [OUTPUT.json]
 *
 * PS36.json is the data dictionary of PS3.6 2026c, Tables 6-1, 7-1, 8-1 and 9-1, as one object:
 * `{ "00100020": { "keyword", "name", "vr", "vm", "retired" }, ... }`, with X for the digits that repeat. Run again
 * when dcmjs or the edition changes, and name the file after the edition.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { URL } from 'node:url';
import { canonicalTag, dcmjsAttributes, nameFromKeyword } from './sources.mjs';

const EDITION = '2026c';
const OUTPUT = new URL(`./supplement-${EDITION}.json`, import.meta.url);

function readStandard(path) {
  return Object.entries(JSON.parse(readFileSync(path, 'utf8')))
    .map(([tag, attribute]) => ({ ...attribute, tag: canonicalTag(tag) }))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

function isSameFact(known, attribute) {
  return ['keyword', 'vr', 'vm', 'retired'].every((fact) => known?.[fact] === attribute[fact]);
}

function describe({ tag, vr, vm, keyword, retired }) {
  return [tag, vr, vm, keyword, ...(retired ? ['retired'] : [])].join('|');
}

function makeSupplement(standard) {
  const known = new Map(dcmjsAttributes().map((attribute) => [attribute.tag, attribute]));
  return {
    edition: EDITION,
    source: 'PS3.6 Tables 6-1, 7-1, 8-1 and 9-1, where dcmjs 0.52.2 differs',
    columns: 'tag|VR|VM|keyword|retired',
    attributes: standard.filter((row) => !isSameFact(known.get(row.tag), row)).map(describe),
    names: Object.fromEntries(
      standard.filter((row) => row.name !== nameFromKeyword(row.keyword)).map((row) => [row.tag, row.name]),
    ),
  };
}

const [standardPath, outputPath = OUTPUT] = process.argv.slice(2);
if (!standardPath) throw new Error('usage: node src/dictionary/make-supplement.mjs PS36.json [OUTPUT.json]');
writeFileSync(outputPath, JSON.stringify(makeSupplement(readStandard(standardPath)), null, 1) + '\n');
