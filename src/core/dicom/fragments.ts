import { type ElementHeader, readTag, readUint32, UNDEFINED_LENGTH } from './element-header';
import { beyondLimit, DicomError } from './errors';
import type { HeaderWindow } from './header-window';
import { TAG } from './tags';

const header8 = new Uint8Array(8);

/**
 * Walks fragments by their headers (PS3.5 §A.4), without a look at their bytes; returns the file offset after the
 * delimiter. At the top level the delimiter may be missing at the end of the file.
 * @throws DicomError 'truncated' or 'malformed'
 */
export function endOfFragments(
  header: ElementHeader,
  window: HeaderWindow,
  limit: number,
  top: boolean,
): number {
  for (let at = header.value; ;) {
    if (at === window.size && top) return at;
    if (!window.peek(at, 8, header8)) {
      throw new DicomError('truncated', 'the file ends inside a fragment', header.tag, at);
    }
    const tag = readTag(header8, 0, header.encoding);
    const length = readUint32(header8, 4, header.encoding);
    if (tag === TAG.SequenceDelimitationItem) return at + 8;
    if (tag !== TAG.Item || length === UNDEFINED_LENGTH) {
      throw new DicomError('malformed', 'a fragment was expected', header.tag, at);
    }
    at += 8 + length;
    if (at > limit) throw beyondLimit(limit, window.size, header.tag, header.value);
  }
}
