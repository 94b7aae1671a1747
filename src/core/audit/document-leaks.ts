import { TAG } from '../dicom/tags';
import { rowOf } from '../splice/rows';
import type { LeakFinding } from './finding';
import type { LeakSearch } from './leak-search';
import type { AuditedFile } from './piece-leaks';
import { findTextLeaks } from './text-leaks';

/** What was found in the text of a file's document; undefined when the file has none whose text can be read. */
export type DocumentLeaks = { readonly leaks: readonly LeakFinding[] } | 'unread' | undefined;

/**
 * Searches the text of an Encapsulated Document, PDF or XML (PS3.3 §C.24.2). The libraries that read them are loaded
 * with the first document.
 */
export async function findDocumentLeaks(
  search: LeakSearch,
  file: AuditedFile,
  patient: number,
): Promise<DocumentLeaks> {
  if (rowOf(file.table, file.layout, TAG.EncapsulatedDocument) < 0) return undefined;
  const { documentText } = await import('./document-text');
  const text = await documentText(file);
  if (text === undefined) return undefined;
  return text === 'unreadable' ? 'unread' : { leaks: findTextLeaks(search, text.text, patient, 'document') };
}
