import type { ReasonCode, ReasonText } from './outcome';

/** What each reason means and what to do about it. */
export const REASONS: Readonly<Record<ReasonCode, ReasonText>> = {
  'not-dicom': {
    what: 'not a DICOM file',
    remedy: 'Not copied: it may hold patient data. Copy it by hand if you need it.',
  },
  empty: { what: 'empty file', remedy: 'Export it again if it should hold an image.' },
  dicomdir: {
    what: 'DICOMDIR',
    remedy:
      'Never copied: it lists the original patients. One is made anew where it has the name DICOMDIR and copies are there whose names it can hold.',
  },
  link: { what: 'symbolic link', remedy: 'Links are not followed. Anonymise the folder that it points to.' },
  special: { what: 'not a regular file', remedy: 'Devices, pipes and sockets hold no images.' },
  temporary: {
    what: 'temporary file of DicomAnon',
    remedy: 'Left by an interrupted run; it can be deleted.',
  },
  'held-back': {
    what: 'held back because of its risks',
    remedy:
      'The policy writes no copies of such files. Look at them, and let the risk pass if they may be handed on. A copy that an earlier run wrote is still there.',
  },
  truncated: { what: 'truncated DICOM file', remedy: 'Export or copy the original again.' },
  malformed: {
    what: 'malformed DICOM file',
    remedy: 'Check the original with a DICOM validator, or export it again.',
  },
  'too-deep': {
    what: 'sequences nested too deep',
    remedy: 'No scanner writes such files; check where it comes from.',
  },
  'too-large-header': {
    what: 'header too large',
    remedy: 'The attributes before the pixel data exceed 512 MiB.',
  },
  unsupported: { what: 'unsupported DICOM file', remedy: 'Store it again without deflate compression.' },
  changed: { what: 'changed while it was read', remedy: 'Wait until the export is complete and run again.' },
  unreadable: {
    what: 'file cannot be read',
    remedy: 'Check its permissions, and that its name is valid Unicode, and run again.',
  },
  'unreadable-folder': {
    what: 'folder cannot be read',
    remedy: 'Check its permissions, and that its name is valid Unicode, and run again.',
  },
  unwritable: {
    what: 'copy cannot be written',
    remedy: 'Check permissions and name lengths of the destination and run again.',
  },
  'dicomdir-taken': {
    what: 'DICOMDIR not made: its name is taken',
    remedy: 'The destination holds another DICOMDIR, which was kept. Move it away and run again.',
  },
  risk: {
    what: 'not anonymised because of its risks',
    remedy:
      'The policy takes such files for failed. Look at them, and let the risk pass if they may be handed on. A copy that an earlier run wrote is still there.',
  },
  'worker-crashed': {
    what: 'processing crashed',
    remedy: 'Run again; if it happens again, report it with the file kept safe.',
  },
  cancelled: { what: 'not processed, because the run ended before', remedy: 'Run again to continue.' },
  beside: {
    what: 'written beside a different file',
    remedy: 'Another object had this name in the destination; it was kept.',
  },
  'trailing-dropped': {
    what: 'bytes after the data set left out',
    remedy: 'They belong to no attribute. Nothing to do.',
  },
  'dicomdir-made': {
    what: 'DICOMDIR made anew',
    remedy:
      'It lists the copies, and nothing of the original one. Copies with long or odd names are left out of it.',
  },
};
