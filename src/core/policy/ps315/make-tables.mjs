/**
 * Writes the tables of PS3.15 Annex E in the form in which the product carries them.
 *
 *   node src/core/policy/ps315/make-tables.mjs FOLDER
 *
 * FOLDER holds the tables of edition 2026c as JSON: ps315-table-e1-1.json, ps315-clean-structured-content-e3.4-1.json,
 * ps315-safe-private-e3.10-1.json and cid7050.json. Run again when the edition changes, and name the files after it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';

const EDITION = '2026c';

/** A letter for each option column of Table E.1-1; large where the option keeps (K), small where it cleans (C). */
const COLUMNS = {
  rtnSafePrivOpt: 'r',
  rtnUIDsOpt: 'u',
  rtnDevIdOpt: 'd',
  rtnInstIdOpt: 'i',
  rtnPatCharsOpt: 'p',
  rtnLongFullDatesOpt: 'f',
  rtnLongModifDatesOpt: 'm',
  cleanDescOpt: 't',
  cleanStructContOpt: 's',
  cleanGraphOpt: 'g',
};

/** The same columns as Table E.3.4-1 calls them. */
const CONCEPT_COLUMNS = {
  'Rtn. UIDs Opt.': 'u',
  'Rtn. Dev. Id. Opt.': 'd',
  'Rtn. Inst. Id. Opt.': 'i',
  'Rtn. Pat. Chars. Opt.': 'p',
  'Rtn. Long. Full Dates Opt.': 'f',
  'Rtn. Long. Modif. Dates Opt.': 'm',
  'Clean Desc. Opt.': 't',
};

function read(folder, name) {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

function optionLetters(row, columns) {
  return Object.entries(columns)
    .filter(([column]) => row[column])
    .map(([column, letter]) => (row[column] === 'K' ? letter.toUpperCase() : letter))
    .join('');
}

function attributeLine({ id, basicProfile, options }) {
  const tag = id === 'private' ? id : id.toLowerCase();
  return [tag, basicProfile, optionLetters(options, COLUMNS)].join(' ').trim();
}

function conceptLine(row) {
  const name = [row['Code Value'], row['Coding Scheme Designator'], row['Value Type']];
  return [...name, row['Basic Prof.'], optionLetters(row, CONCEPT_COLUMNS), row['Code Meaning']].join('|');
}

/** One line for each creator and group: its elements with their VRs; two signs stand for a VR that is not stated. */
function safePrivateLines(rows) {
  const blocks = new Map();
  for (const { privateCreator, group, element, vr } of rows) {
    const key = `${privateCreator}|${group.toLowerCase()}`;
    const entry = `${element.toLowerCase()}${vr.slice(0, 2) || '--'}`;
    blocks.set(key, [...(blocks.get(key) ?? []), entry]);
  }
  return [...blocks].map(([key, entries]) => `${key}|${entries.join(' ')}`);
}

function methodLine({ codeValue, codeMeaning, tableE11Column }) {
  return [codeValue, codeMeaning, COLUMNS[tableE11Column] ?? ''].join('|');
}

function writeModule(name, doc, constant, lines) {
  const url = new URL(`./${name}-${EDITION}.ts`, import.meta.url);
  writeFileSync(
    fileURLToPath(url),
    `/** ${doc} Written by make-tables.mjs. */\nexport const ${constant} = \`\n${lines.join('\n')}\n\`;\n`,
  );
}

const folder = process.argv[2];
if (!folder) throw new Error('usage: node src/core/policy/ps315/make-tables.mjs FOLDER');
writeModule(
  'attributes',
  `PS3.15 ${EDITION} Table E.1-1, one row a line: tag, code of the profile, options (large: K, small: C).`,
  'ATTRIBUTES',
  read(folder, 'ps315-table-e1-1.json').map(attributeLine),
);
writeModule(
  'concepts',
  `PS3.15 ${EDITION} Table E.3.4-1: code value|scheme|value type|code of the profile|options|code meaning.`,
  'CONCEPTS',
  read(folder, 'ps315-clean-structured-content-e3.4-1.json').map(conceptLine),
);
writeModule(
  'safe-private',
  `PS3.15 ${EDITION} Table E.3.10-1: private creator|group|elements of its block, each with its VR.`,
  'SAFE_PRIVATE',
  safePrivateLines(read(folder, 'ps315-safe-private-e3.10-1.json')),
);
writeModule(
  'methods',
  `PS3.16 ${EDITION} CID 7050 "De-identification Method": code value|code meaning|option.`,
  'METHODS',
  read(folder, 'cid7050.json').codes.map(methodLine),
);
