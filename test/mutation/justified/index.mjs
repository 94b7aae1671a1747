// Mutants that no test need notice, by file and reason: each is given as a line of the source and what it may become.
import { DICOM } from './dicom.mjs';
import { POLICY } from './policy.mjs';
import { PSEUDONYM } from './pseudonym.mjs';
import { SPLICE } from './splice.mjs';

export const JUSTIFIED = [...DICOM, ...POLICY, ...PSEUDONYM, ...SPLICE];
