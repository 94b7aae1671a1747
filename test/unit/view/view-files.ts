import { DcmjsReader } from '../../../src/core/view/dcmjs-reader';
import { memorySource } from '../../../src/core/view/inflate-data-set';
import type { Attribute } from '../../../src/core/view/attribute';
import { readAttributes, type AttributeFile } from '../../../src/core/view/read-attributes';

/** Reads a file in memory as the tag view does. */
export function readView(bytes: Uint8Array): Promise<AttributeFile> {
  return readAttributes(memorySource(bytes), [new DcmjsReader()]);
}

/** The attribute with `tag` among `attributes`, or in their items. */
export function find(attributes: readonly Attribute[], tag: number): Attribute {
  for (const found of everyAttribute(attributes)) if (found.tag === tag) return found;
  throw new Error(`no attribute ${tag.toString(16)}`);
}

/** All attributes, those in items after their sequence. */
export function* everyAttribute(attributes: readonly Attribute[]): Generator<Attribute> {
  for (const attribute of attributes) {
    yield attribute;
    for (const item of attribute.items) yield* everyAttribute(item.attributes);
  }
}
