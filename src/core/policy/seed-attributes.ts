/**
 * The identifying attributes that the default policy names, in the groups in which it shows them:
 * [tag, name, what is special about it]. The name is the attribute's keyword unless `listedAs` differs from it.
 */
export interface SeedAttribute {
  readonly tag: number;
  readonly listedAs?: string;
  readonly note?: string;
  /** An IOD makes the attribute Type 1: a dummy value instead of an empty one. */
  readonly dummy?: true;
}

export const SEED_GROUPS: readonly {
  readonly heading: string;
  readonly attributes: readonly SeedAttribute[];
}[] = [
  {
    heading: 'Patient',
    attributes: [
      { tag: 0x00101000, note: 'retired; its successor OtherPatientIDsSequence is treated with it' },
      { tag: 0x00101002, note: 'successor of OtherPatientIDs' },
      { tag: 0x00101001 },
      { tag: 0x00101005 },
      { tag: 0x00101060 },
      { tag: 0x00101040 },
      { tag: 0x00102154 },
      { tag: 0x00100050 },
      { tag: 0x00104000 },
      {
        tag: 0x00102160,
        note: 'retired; its successors EthnicGroups and EthnicGroupCodeSequence are treated with it',
      },
      { tag: 0x00102162, note: 'successor of EthnicGroup' },
      { tag: 0x00102161, note: 'successor of EthnicGroup' },
      { tag: 0x00102180 },
      { tag: 0x001021b0 },
      { tag: 0x001021f0 },
    ],
  },
  {
    heading: 'General person/organization',
    attributes: [
      { tag: 0x00102297 },
      { tag: 0x00102298 },
      { tag: 0x0040a123, dummy: true, note: 'Type 1 in content items: a dummy name instead of an empty one' },
      { tag: 0x00081050 },
      { tag: 0x00080090 },
      { tag: 0x00080092 },
      { tag: 0x00080094 },
      { tag: 0x00321032 },
      { tag: 0x00081070 },
      { tag: 0x00081048 },
      {
        tag: 0x00081060,
        listedAs: 'PhysiciansReadingStudy',
        note: 'the attribute is NameOfPhysiciansReadingStudy',
      },
    ],
  },
  {
    heading: 'Institution / contact info',
    attributes: [
      { tag: 0x00080080 },
      { tag: 0x00080081 },
      { tag: 0x00081040 },
      { tag: 0x00081010 },
      { tag: 0x00181000, dummy: true, note: 'Type 1 in enhanced objects: a dummy instead of an empty value' },
      { tag: 0x00181020, dummy: true, note: 'Type 1 in enhanced objects: a dummy instead of an empty value' },
    ],
  },
  {
    heading: 'Study / scheduling / admin IDs',
    attributes: [
      { tag: 0x00080050 },
      { tag: 0x00100021 },
      { tag: 0x00080051 },
      { tag: 0x00321033 },
      { tag: 0x00380010 },
      { tag: 0x00101050, note: 'retired; its successor PatientInsurancePlanCodeSequence is treated, too' },
      { tag: 0x00384000 },
      { tag: 0x00400007 },
      { tag: 0x00321060 },
      {
        tag: 0x00401001,
        dummy: true,
        note: 'Type 1C in RequestAttributesSequence: a dummy instead of an empty value',
      },
      { tag: 0x00401005 },
    ],
  },
  {
    heading: 'Free-text descriptions',
    attributes: [{ tag: 0x00181030 }, { tag: 0x00400254 }, { tag: 0x00324000, note: 'retired' }],
  },
  {
    heading: 'Addresses / geographic',
    attributes: [{ tag: 0x00102150 }, { tag: 0x00102152 }, { tag: 0x00101060 }],
  },
];
