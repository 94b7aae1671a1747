/** What is expected of single files of the corpus, each with its reason. */

const FUZZ = 'malformed/fuzz';

/** Files that fail, and with which reason. No other file fails. */
export const FAILING: Readonly<Record<string, string>> = {
  // the file ends inside a value, a header or before its data set
  'malformed/MR_truncated.dcm': 'truncated',
  'malformed/rtplan_truncated.dcm': 'truncated',
  'malformed/bad.dcm': 'truncated',
  'modality/MR-spectroscopy/testspectrum.dcm': 'truncated',
  'series/_export_noise/preamble-only.dcm': 'truncated',
  [`${FUZZ}/cat02_vr_mismatch/TC0233_rows_US_as_UL.dcm`]: 'truncated',
  // garbage behind the magic: what is read as a length reaches beyond the end
  [`${FUZZ}/cat05_transfer_syntax/TC0345_deflate_corrupt.dcm`]: 'truncated',
  [`${FUZZ}/cat05_transfer_syntax/TC0347_deflate_truncated.dcm`]: 'truncated',
  // overwritten headers
  [`${FUZZ}/cat03_sequence_nesting/TC0277_missing_delim.dcm`]: 'malformed',
  [`${FUZZ}/cat07_file_meta/TC0393_meta_glen_one.dcm`]: 'malformed',
  [`${FUZZ}/cat07_file_meta/TC0397_meta_glen_huge.dcm`]: 'malformed',
  // (0004,0000) in the place of (0002,0000): File Meta Information in the data set
  [`${FUZZ}/cat09_logic_bombs/TC0469_group_len_zero.dcm`]: 'malformed',
};

/** A DICOMDIR is skipped as such; this one is broken, too. */
export const BROKEN_DICOMDIR = 'dicomdir/pydicom/DICOMDIR-nooffset';

/** Files of the catalogue that hold no DICOM data set, by content. */
export const NOT_DICOM: readonly string[] = [
  // a stray byte before the data set
  'malformed/no_meta.dcm',
  // the magic in another place
  `${FUZZ}/cat07_file_meta/TC0381_preamble_127.dcm`,
  `${FUZZ}/cat07_file_meta/TC0385_dicm_offset0.dcm`,
  `${FUZZ}/cat07_file_meta/TC0389_dicm_offset256.dcm`,
  'malformed/not-dicom/deid.dicom',
  'malformed/not-dicom/remove_all.dicom',
  'series/Test^Regression/2018-09-18 GE/004_axial_epi/README-Series.txt',
  'series/Test^Regression/2018-09-18 GE/005_axial_epi/README-Series.txt',
  'series/_export_noise/.DS_Store',
  'series/_export_noise/._IM_0001',
  'series/_export_noise/132zeros.dcm',
  'series/_export_noise/AUTORUN.INF',
  'series/_export_noise/Thumbs.db',
  'series/_export_noise/jpeg-named-dcm.dcm',
  'series/_export_noise/report.txt',
];

export const EMPTY: readonly string[] = [
  'malformed/not-dicom/zero-length.dcm',
  'series/_export_noise/empty.dcm',
];

/** Differences that the comparison finds beyond what the policy says, each explained; by file. */
export const EXPLAINED_DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
  // pydicom reads the stray bytes after the pixel data as elements; they are dropped with the rest
  [`${FUZZ}/cat06_private_tags/TC0357_stray_item_tag.dcm`]: [": elements lost ['FFFEE000'], added []"],
  [`${FUZZ}/cat09_logic_bombs/TC0445_duplicate_tags.dcm`]: [": elements lost ['00080000'], added []"],
};

/** The same when everything further is kept: UIDs stay in values of unknown VR and more than 64 KiB, never looked into. */
export const LONG_UNKNOWN_VALUE = / 00291020: is no new UID$/;

/** Errors that dciodvfy finds in copies only, which the policy makes unavoidable. */
export const ACCEPTED_ERRORS: readonly { readonly error: RegExp; readonly because: string }[] = [
  {
    error: /Element=<(OtherPatientIDsSequence|IssuerOfAccessionNumberSequence)>/,
    because: 'the policy empties these sequences; they are Type 3 and may not be empty',
  },
  {
    error: /^Error - Empty attribute .* Element=<Frame(Acquisition|Reference)DateTime>/,
    because: 'the original has a time there, which is no date and cannot be moved',
  },
];

/** Those of them that occur under the Basic Profile, too, where it moves dates. */
export const PROFILE_ERRORS: typeof ACCEPTED_ERRORS = ACCEPTED_ERRORS.filter(({ error }) =>
  error.source.includes('DateTime'),
);
