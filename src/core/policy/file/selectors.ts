import { vrOf } from '../../dicom/dictionary';
import { formatTag, keywordOf, parseTag, tagOf } from '../../dicom/names';
import { isGroupLength, isPrivate } from '../../dicom/tags';
import { vrName, type VrName } from '../../dicom/vr';
import { subjectOf } from '../describe';
import type { PathStep, Selector } from '../policy';
import type { PrivateContent } from './content';
import { shorten } from '../shorten';
import { nearestKeyword } from '../suggestion';

/** Why a text selects nothing. */
export interface Misfit {
  readonly message: string;
  readonly remedy: string;
}

/** What a text selects whose form is that of the schema. */
export type Selection = { readonly selector: Selector } | { readonly misfit: Misfit };

const ITEM_GROUP = 0xfffe;
/** Characters of a path in the tables that show policies. */
const LONGEST_PATH = 180;
const BY_PRIVATE = 'select it by "private": its number differs from file to file';

/** The attribute with this keyword of PS3.6. */
export function selectByKeyword(keyword: string): Selection {
  const tag = tagOf(keyword);
  return tag === undefined ? unknownKeyword(keyword) : selectTag(tag);
}

/** The attribute with this tag: "(0010,0010)", "0010,0010" or "00100010". */
export function selectByTag(text: string): Selection {
  const tag = parseTag(text);
  if (tag === undefined) return misfit(`"${shorten(text)}" is no tag`, 'write it as in (0010,0010)');
  return selectTag(tag);
}

/** All attributes whose tags agree with the text where it has no x: "50xx,xxxx". */
export function selectByPattern(text: string): Selection {
  const digits = text.replace(/[(),]/g, '').toLowerCase();
  if (!digits.includes('x'))
    return misfit(`"${shorten(text)}" is no pattern of tags`, 'write it as in 50xx,xxxx');
  const tag = Number.parseInt(digits.replaceAll('x', '0'), 16);
  const mask = Number.parseInt([...digits].map((digit) => (digit === 'x' ? '0' : 'f')).join(''), 16);
  return { selector: { by: 'pattern', tag, mask } };
}

/** All attributes of a Value Representation. */
export function selectByVr(text: string): Selection {
  return { selector: { by: 'vr', vr: text as VrName } };
}

/** Private attributes: all of them, those of a creator, or one element of a creator's block. */
export function selectByPrivate(content: true | PrivateContent): Selection {
  if (content === true) return { selector: { by: 'private' } };
  const { creator, group, element } = content;
  if (group === undefined) return { selector: { by: 'private-creator', creator } };
  const number = Number.parseInt(group, 16);
  if (number % 2 === 0 || number < 0x0009)
    return misfit(`group ${group} is not private`, 'private groups are odd, from 0009 on');
  return {
    selector: {
      by: 'private-element',
      creator,
      group: number,
      element: Number.parseInt(element!.slice(-2), 16), // goes with the group,
    },
  };
}

/** An attribute by the sequences around it: "RequestAttributesSequence > *". */
export function selectByPath(text: string): Selection {
  const names = text.split('>').map((step) => step.trim());
  const path: PathStep[] = [];
  for (const [at, name] of names.entries()) {
    const step = stepOf(name, at < names.length - 1);
    if (typeof step === 'object') return step;
    path.push(step);
  }
  const selector = { by: 'path', path } as const;
  if (subjectOf(selector).length > LONGEST_PATH)
    return misfit('the path is too long to be shown', 'begin it further down: it may begin at any depth');
  return { selector };
}

/** The VR that the dictionary knows of what is selected; undefined where it differs or is not known. */
export function vrOfSelector(selector: Selector): VrName | undefined {
  if (selector.by === 'tag') return dictionaryVr(selector.tag);
  if (selector.by === 'vr') return selector.vr;
  const last = selector.by === 'path' ? selector.path.at(-1)! : '*';
  return last === '*' ? undefined : dictionaryVr(last);
}

function dictionaryVr(tag: number): VrName | undefined {
  const vr = vrOf(tag);
  return vr === 0 ? undefined : (vrName(vr) as VrName);
}

function stepOf(name: string, isSequence: boolean): PathStep | { readonly misfit: Misfit } {
  if (name === '*') return '*';
  const tag = tagOf(name) ?? parseTag(name);
  if (tag === undefined)
    return name === '' ? misfit('a step of the path is empty', 'name it') : unknownKeyword(name);
  if (isPrivate(tag)) return misfit(`${formatTag(tag)} is private`, BY_PRIVATE);
  if (isSequence && !['SQ', 'UN', undefined].includes(dictionaryVr(tag)))
    return misfit(
      `${keywordOf(tag) ?? formatTag(tag)} is no sequence`,
      'only the last step of a path may be an attribute without items',
    );
  return tag;
}

function selectTag(tag: number): Selection {
  if (isPrivate(tag)) return misfit(`${formatTag(tag)} is private`, BY_PRIVATE);
  if (isGroupLength(tag) || tag >>> 16 === ITEM_GROUP)
    return misfit(
      `${formatTag(tag)} is no attribute of its own`,
      'leave it out: lengths and items follow the rest',
    );
  return { selector: { by: 'tag', tag } };
}

function unknownKeyword(keyword: string): { readonly misfit: Misfit } {
  const near = nearestKeyword(keyword);
  return misfit(
    `there is no attribute "${shorten(keyword)}"`,
    near === undefined ? 'use a keyword of PS3.6, or a tag' : `did you mean ${near}?`,
  );
}

function misfit(message: string, remedy: string): { readonly misfit: Misfit } {
  return { misfit: { message, remedy } };
}
