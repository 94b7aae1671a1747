import { TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import type { MethodCode } from '../policy/policy';
import type { NewElement, NewItem } from './new-element';
import type { Marks } from './patient';
import type { PrivateBlock } from './private-blocks';

/** What an output has to say at its top level. */
export interface Requirements {
  /** Undefined for a file of no patient. */
  readonly anonymisedId: string | undefined;
  /** Undefined where no mark is written. */
  readonly marks: Marks | undefined;
  /** Private blocks of which nothing but what is known to be safe was kept. */
  readonly safeBlocks: readonly PrivateBlock[];
}

/** Elements that an output has at its top level, whether the file has them or not; ascending by tag. */
export function requiredElements({ anonymisedId, marks, safeBlocks }: Requirements): readonly NewElement[] {
  const elements: NewElement[] = [];
  if (safeBlocks.length > 0)
    elements.push({
      tag: TAG.PrivateDataElementCharacteristicsSequence,
      vr: VR.SQ,
      value: safeBlocks.map(blockItem),
    });
  if (anonymisedId !== undefined) {
    elements.push({ tag: TAG.PatientName, vr: VR.PN, value: anonymisedId });
    elements.push({ tag: TAG.PatientID, vr: VR.LO, value: anonymisedId });
  }
  return marks ? [...elements, ...markElements(marks)] : elements;
}

function markElements({ method, codes, dates }: Marks): readonly NewElement[] {
  const codeSequence: NewElement = {
    tag: TAG.DeidentificationMethodCodeSequence,
    vr: VR.SQ,
    value: codes.map(codeItem),
  };
  return [
    { tag: TAG.PatientIdentityRemoved, vr: VR.CS, value: 'YES' },
    { tag: TAG.DeidentificationMethod, vr: VR.LO, value: method.join('\\') },
    ...(codes.length > 0 ? [codeSequence] : []),
    { tag: TAG.LongitudinalTemporalInformationModified, vr: VR.CS, value: dates },
  ];
}

/** A code of CID 7050 (PS3.3 §8.8). */
function codeItem({ value, meaning }: MethodCode): NewItem {
  return [
    { tag: 0x00080100, vr: VR.SH, value },
    { tag: 0x00080102, vr: VR.SH, value: 'DCM' },
    { tag: 0x00080104, vr: VR.LO, value: meaning },
  ];
}

/** A private block and that it identifies nobody (PS3.3 §C.12.1). */
function blockItem({ group, creator }: PrivateBlock): NewItem {
  return [
    { tag: 0x00080301, vr: VR.US, value: group },
    { tag: 0x00080302, vr: VR.LO, value: creator },
    { tag: 0x00080303, vr: VR.CS, value: 'SAFE' },
  ];
}
