/**
 * What the build's dictionary is made from: the attributes that dcmjs knows, in one shape with those of the
 * supplement.
 */
import dcmjs from 'dcmjs';

/**
 * An attribute of PS3.6. `tag` is eight hex digits; a repeating group stands for itself by one tag
 * ({@link canonicalTag}).
 *
 * @typedef {{ tag: string, keyword: string, name: string, vr: string, vm: string, retired: boolean }} Attribute
 */

/** dcmjs marks a retired attribute in its keyword. */
const RETIRED_PREFIX = 'RETIRED_';

/** dcmjs's own abbreviations for a choice of VR, for an offset, and for "not applicable". */
const DCMJS_VR = new Map([
  ['ox', 'OB or OW'],
  ['xs', 'US or SS'],
  ['lt', 'US or SS or OW'],
  ['up', 'UL'],
  ['na', ''],
]);

/**
 * Repeating groups and elements of PS3.6 and the tag that stands for each: dcmjs's choice where it has one. Where
 * 0 would do for every x, another attribute has that tag, or it is the group length.
 */
const REPEATING = [
  { pattern: /^002031XX$/, canonical: () => '00203100' },
  { pattern: /^002804X(.)$/, canonical: (digit) => `0028041${digit}` },
  { pattern: /^002808X(.)$/, canonical: (digit) => `0028080${digit}` },
  { pattern: /^1000XXX(.)$/, canonical: (digit) => `1000001${digit}` },
  { pattern: /^1010XXXX$/, canonical: () => '10100004' },
  { pattern: /^(50|60|7F)XX(....)$/, canonical: (group, element) => `${group}00${element}` },
];

/**
 * The tag that stands for a row of PS3.6: the row's own, or one tag for a repeating group (`60XX3000` is
 * `60003000`).
 *
 * @param {string} tag eight characters, hex digits or X
 * @returns {string} eight hex digits
 */
export function canonicalTag(tag) {
  for (const { pattern, canonical } of REPEATING) {
    const match = pattern.exec(tag);
    if (match) return canonical(...match.slice(1));
  }
  return tag;
}

/** Words that PS3.6 writes small within a name, though the keyword has them with a capital. */
const SMALL_WORDS = / (And|At|By|For|From|In|Of|On|Or|The|To|With)(?= )/g;

/**
 * The name that most attributes of PS3.6 have: the words of the keyword, with spaces between them.
 *
 * @param {string} keyword
 * @returns {string}
 */
export function nameFromKeyword(keyword) {
  return keyword
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(SMALL_WORDS, (word) => word.toLowerCase())
    .replace('X Ray', 'X-Ray')
    .replace('Date Time', 'DateTime');
}

/**
 * Every attribute of dcmjs, in dcmjs's order, with names derived from keywords: dcmjs has none.
 *
 * @returns {Attribute[]}
 */
export function dcmjsAttributes() {
  return Object.values(dcmjs.data.DicomMetaDictionary.nameMap)
    .map(fromDcmjs)
    .filter((attribute) => attribute.keyword !== 'undefined');
}

function fromDcmjs({ tag, vr, vm, name }) {
  const retired = name.startsWith(RETIRED_PREFIX);
  const keyword = retired ? name.slice(RETIRED_PREFIX.length) : name;
  return {
    tag: tag.replace(/[(),]/g, ''),
    keyword,
    name: nameFromKeyword(keyword),
    vr: DCMJS_VR.get(vr) ?? vr,
    vm,
    retired,
  };
}
