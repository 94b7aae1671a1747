import { randomBytes } from 'node:crypto';
import { DicomFileReader, type OpenedFile } from '../io/dicom-file-reader';
import type { Mapping } from '../mapping/model';
import { identityKey, type PatientIdentity } from '../mapping/model';
import { createRegister, type PatientRegister, type RegisterOptions } from '../mapping/register';
import { Decider } from '../policy/decider';
import { marksOf } from '../policy/marks';
import type { PolicyChoice } from '../policy/policy';
import { dateOffset } from '../pseudonym/date-shift';
import { KEY_LENGTH, ProjectKey } from '../pseudonym/project-key';
import { UidMap } from '../pseudonym/uid-map';
import type { FilePlan } from '../splice/edit-list';
import { RewritePlanner } from '../splice/rewrite-planner';
import { OUTPUT_VERSION } from './anonymise-folder';
import { SeriesIdentifier } from './identify';
import { textCleaner } from './text-cleaning';

const FIRST_READ = 64 * 1024;

/** What a preview rests on: as in a run, but nothing is assigned for good. */
export interface PreviewBasis {
  readonly choice: PolicyChoice;
  readonly naming: RegisterOptions;
  /** What the workbook holds; undefined before its first run: then keys, and all that hangs on them, are made up. */
  readonly mapping?: Pick<Mapping, 'key' | 'patients' | 'studies'>;
}

/** Plans copies in memory, exactly as a run would, and writes nothing. */
export class PreviewPlanner {
  readonly reader = new DicomFileReader(FIRST_READ);
  readonly decider: Decider;
  private readonly identifier = new SeriesIdentifier();
  private readonly key: ProjectKey;
  private readonly register: PatientRegister;
  private readonly planner: RewritePlanner;

  constructor(basis: PreviewBasis) {
    const { choice, naming, mapping } = basis;
    this.decider = new Decider(choice);
    this.key = new ProjectKey(mapping?.key ?? randomBytes(KEY_LENGTH));
    this.register = createRegister(mapping ?? { patients: [], studies: [] }, naming);
    const uids = new UidMap(this.key);
    const marks = marksOf(choice, OUTPUT_VERSION, this.key.fingerprint);
    const { window, table } = this.reader;
    const cleaner = textCleaner(choice, uids);
    this.planner = new RewritePlanner(window, table, this.decider, this.key, uids, marks, cleaner);
  }

  /** The anonymised ID that a run would give a patient now. */
  assign(patient: PatientIdentity): string {
    return this.register.assign(patient);
  }

  /** The plan for a file that the reader has open; valid until the next one. New patients get the next numbers. */
  plan({ layout }: OpenedFile, topFolder: string): FilePlan {
    const { window, table } = this.reader;
    const { patient } = this.identifier.identify(window, table, layout, topFolder);
    const anonymisedId = this.assign(patient);
    return this.planner.plan(layout, {
      anonymisedId,
      dateOffset: dateOffset(this.key, identityKey(patient)),
    });
  }
}
