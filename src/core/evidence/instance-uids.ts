import type { AuditedFile } from '../audit/piece-leaks';
import { ROW } from '../dicom/element-table';
import { isClassUidAttribute } from '../dicom/uid-attributes';
import { VR } from '../dicom/vr';
import { valueText } from '../splice/rows';
import { isRegisteredUid } from '../pseudonym/uid-map';

/**
 * The UIDs in a scanned file that name something that happened or was made (a study, an instance, a frame of reference),
 * at every depth; not those of classes and encodings, nor those registered by the standard.
 */
export function instanceUidsOf({
  window,
  table,
}: Pick<AuditedFile, 'window' | 'table'>): ReadonlySet<string> {
  const uids = new Set<string>();
  for (let row = 0; row < table.count; row++) {
    if (table.vr[row] !== VR.UI || isClassUidAttribute(table.tag[row]!)) continue;
    if ((table.flags[row]! & (ROW.item | ROW.sequence)) !== 0) continue;
    for (const value of valueText(window, table, row).split('\\')) {
      const uid = value.replace(/^[\0 ]+|[\0 ]+$/g, '');
      if (uid !== '' && !isRegistered(uid)) uids.add(uid);
    }
  }
  return uids;
}

function isRegistered(uid: string): boolean {
  const bytes = Buffer.from(uid, 'latin1');
  return isRegisteredUid(bytes, 0, bytes.length);
}
