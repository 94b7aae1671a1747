import { findDocumentLeaks } from '../audit/document-leaks';
import type { LeakFinding } from '../audit/finding';
import { LeakSearch } from '../audit/leak-search';
import { WrittenForms } from '../audit/needles';
import { DicomFileReader } from '../io/dicom-file-reader';
import { Decider } from '../policy/decider';
import type { PolicyChoice } from '../policy/policy';
import type { CopiedDocument } from './copied-documents';
import { secretsOf } from './secrets';

const FIRST_READ = 32 * 1024;

/** What was found in a document; null when it could not be read, undefined when the copy holds none with text. */
export type DocumentAnswer = readonly LeakFinding[] | null | undefined;

/** Searches the documents in copies for what their originals tell of the patient and the policy takes away. */
export class DocumentSearcher {
  private readonly reader = new DicomFileReader(FIRST_READ);
  private readonly forms = new WrittenForms();
  private readonly decider: Decider;

  constructor(choice: PolicyChoice) {
    this.decider = new Decider(choice);
  }

  async search({ original, copy, anonymisedId }: CopiedDocument): Promise<DocumentAnswer> {
    try {
      const search = this.searchFor(original, anonymisedId);
      const found = await this.withFile(copy, (file) => findDocumentLeaks(search, file, 0));
      if (found === undefined) return undefined;
      return found === 'unread' ? null : found.leaks.filter(({ confidence }) => confidence !== 'low');
    } catch {
      return null;
    }
  }

  private searchFor(original: string, anonymisedId: string): LeakSearch {
    const { source, layout } = this.reader.open(original);
    try {
      const { window, table } = this.reader;
      const known = secretsOf(this.decider, { window, table, layout });
      return new LeakSearch([{ anonymisedId, known, uids: [] }], this.forms);
    } finally {
      source.close();
    }
  }

  private async withFile<T>(
    path: string,
    action: (file: Parameters<typeof secretsOf>[1]) => Promise<T>,
  ): Promise<T> {
    const { source, layout } = this.reader.open(path);
    try {
      const { window, table } = this.reader;
      return await action({ window, table, layout });
    } finally {
      source.close();
    }
  }
}
