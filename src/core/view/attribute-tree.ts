import { createDecoder, type TextDecode } from '../dicom/charset';
import { isPrivateCreator } from '../dicom/dictionary';
import { keywordOf, nameOf } from '../dicom/names';
import { trimTrailingPadding } from '../dicom/padding';
import { isGroupLength, isPrivate, TAG } from '../dicom/tags';
import type { Attribute, Item } from './attribute';
import type { RawElement, RawFragments, RawValue } from './raw';
import { formatBytes, formatValue, type ValueText } from './value-text';

/**
 * Gives raw elements their names and values. A Specific Character Set holds for its data set and the items in it,
 * until an item has its own (PS3.5 §6.1.2.3, PS3.3 C.12.1.1.2); a private creator for its block (PS3.5 §7.8.1).
 */
export function buildAttributes(elements: readonly RawElement[]): readonly Attribute[] {
  return buildDataSet(elements, createDecoder(''));
}

function buildDataSet(elements: readonly RawElement[], inherited: TextDecode): readonly Attribute[] {
  const characterSet = elements.find(({ tag }) => tag === TAG.SpecificCharacterSet);
  const decode = characterSet?.kind === 'value' ? createDecoder(asciiOf(characterSet)) : inherited;
  const creators = new Map<number, string>();
  return elements.map((element): Attribute => {
    const { tag, vr } = element;
    const items = element.kind === 'sequence' ? element.items : [];
    const value = describe(element, decode);
    if (isPrivateCreator(tag)) creators.set(tag, value.text);
    return {
      kind: 'attribute',
      tag,
      vr,
      keyword: keywordOf(tag) ?? '',
      name: nameFor(tag, creators),
      value: value.text,
      valueKind: value.kind,
      length: element.length,
      items: items.map((item, index): Item => {
        return { kind: 'item', number: index + 1, attributes: buildDataSet(item, decode) };
      }),
    };
  });
}

function asciiOf({ head }: RawValue): string {
  return trimTrailingPadding(Buffer.from(head).toString('latin1'));
}

function describe(element: RawElement, decode: TextDecode): ValueText {
  switch (element.kind) {
    case 'value':
      return formatValue(element, decode);
    case 'sequence':
      return { text: describeItems(element.items.length), kind: 'none' };
    case 'fragments':
      return { text: describeFragments(element), kind: 'binary' };
  }
}

function describeItems(count: number): string {
  return count === 1 ? '1 item' : `${count.toLocaleString('en')} items`;
}

function describeFragments({ count, length }: RawFragments): string {
  const fragments = count === 1 ? '1 fragment' : `${count.toLocaleString('en')} fragments`;
  return `${fragments}, ${formatBytes(length)}`;
}

function nameFor(tag: number, creators: ReadonlyMap<number, string>): string {
  const name = nameOf(tag);
  if (name !== undefined) return name;
  if (!isPrivate(tag) || isGroupLength(tag)) return 'Unknown attribute';
  const creator = creators.get(creatorTagOf(tag));
  return creator ? `Private: ${creator}` : 'Private attribute';
}

/** The element (gggg,00bb) that reserves the block of the private element (gggg,bbxx) (PS3.5 §7.8.1). */
function creatorTagOf(tag: number): number {
  return ((tag & 0xffff0000) | ((tag >>> 8) & 0xff)) >>> 0;
}
