import type { ProblemCode } from '../audit/consistency';
import type { IdentifierKind, Place } from '../audit/finding';

/** What a problem is, for people, and what to do. */
export const PROBLEM_TEXTS: Readonly<
  Record<ProblemCode, { readonly what: string; readonly remedy: string }>
> = {
  'uid-not-new': {
    what: 'a UID that is neither registered by the standard nor made by DicomAnon',
    remedy: 'Anonymise the file again; keep private attributes out.',
  },
  'media-storage-uid': {
    what: 'the File Meta Information names another SOP Instance than the data set',
    remedy: 'Anonymise the original again.',
  },
  unmarked: {
    what: 'no mark that and how it was de-identified',
    remedy: 'Find out where the file comes from: DicomAnon marks all that it writes, unless told not to.',
  },
  'marked-but-identified': {
    what: 'marked as de-identified, but something known of a patient is in it',
    remedy: 'Look at the findings for this file.',
  },
  'patient-name': {
    what: "the Patient's Name is not the anonymised ID",
    remedy: 'Find out where the file comes from.',
  },
  'study-of-two-patients': {
    what: 'a study that two patients share',
    remedy: 'The originals may have been filed under two IDs: look them up in the workbook.',
  },
  'id-mapped-twice': {
    what: 'a patient with two anonymised IDs, or two patients with one, in the workbook',
    remedy: 'Somebody has edited the workbook: restore a backup of it.',
  },
  'unresolved-reference': {
    what: 'a reference to an instance that is not in the folder',
    remedy: 'Add the missing originals and anonymise them, or accept that the reference leads nowhere.',
  },
  'pixel-length': {
    what: 'Pixel Data of another length than in the original',
    remedy: 'Anonymise the original again, and compare the two.',
  },
  'duplicate-instance': {
    what: 'an instance that is there twice',
    remedy: 'The originals hold it twice, too: keep one of them.',
  },
};

export const KIND_TEXTS: Readonly<Record<IdentifierKind, string>> = {
  name: 'name',
  person: 'name of another person',
  id: 'ID',
  accession: 'accession number',
  'birth-date': 'birth date',
  date: 'true date',
  phone: 'phone number',
  address: 'address',
  institution: 'institution',
  uid: 'original UID',
};

export const PLACE_TEXTS: Readonly<Record<Place, string>> = {
  preamble: 'preamble',
  'file-meta': 'File Meta Information',
  attribute: 'attribute',
  sequence: 'sequence',
  private: 'private attribute',
  unknown: 'attribute of unknown VR',
  overlay: 'overlay or curve',
  document: 'document',
  'pixel-header': 'header of a frame',
  'pixel-data': 'Pixel Data',
  trailing: 'bytes after the data set',
  path: 'path name',
};
