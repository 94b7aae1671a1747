/**
 * Value Representations (PS3.5 2026c §6.2) as the two ASCII letters of the wire, read as one big-endian 16-bit
 * number: 'UI' is 0x5549. The scanner compares and looks up numbers; no string is made for an element.
 */
export const VR = {
  AE: 0x4145,
  AS: 0x4153,
  AT: 0x4154,
  CS: 0x4353,
  DA: 0x4441,
  DS: 0x4453,
  DT: 0x4454,
  FD: 0x4644,
  FL: 0x464c,
  IS: 0x4953,
  LO: 0x4c4f,
  LT: 0x4c54,
  OB: 0x4f42,
  OD: 0x4f44,
  OF: 0x4f46,
  OL: 0x4f4c,
  OV: 0x4f56,
  OW: 0x4f57,
  PN: 0x504e,
  SH: 0x5348,
  SL: 0x534c,
  SQ: 0x5351,
  SS: 0x5353,
  ST: 0x5354,
  SV: 0x5356,
  TM: 0x544d,
  UC: 0x5543,
  UI: 0x5549,
  UL: 0x554c,
  UN: 0x554e,
  UR: 0x5552,
  US: 0x5553,
  UT: 0x5554,
  UV: 0x5556,
} as const;

/** The name of a Value Representation of PS3.5 §6.2. */
export type VrName = keyof typeof VR;

const LONG_LENGTH: readonly VrName[] = [
  ...(['OB', 'OD', 'OF', 'OL', 'OV', 'OW'] as const),
  ...(['SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'] as const),
];

const TEXT: readonly VrName[] = [
  ...(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'LO', 'LT'] as const),
  ...(['PN', 'SH', 'ST', 'TM', 'UC', 'UI', 'UR', 'UT'] as const),
];

const CHARACTER_SET: readonly VrName[] = ['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT'];

const IS_KNOWN = 1;
const IS_LONG_LENGTH = 2;
const IS_TEXT = 4;
const USES_CHARACTER_SET = 8;
const IS_SPACE_PADDED = 16;

const SPACE = 0x20;
const NUL = 0x00;

/** One byte of flags for each possible pair of letters, so that any two bytes of a file can be looked up. */
const TRAITS = buildTraits();

function buildTraits(): Uint8Array {
  const traits = new Uint8Array(0x10000);
  const mark = (names: readonly VrName[], flag: number): void => {
    for (const name of names) traits[VR[name]]! |= flag;
  };
  mark(Object.keys(VR) as VrName[], IS_KNOWN);
  mark(LONG_LENGTH, IS_LONG_LENGTH);
  mark(TEXT, IS_TEXT);
  mark(CHARACTER_SET, USES_CHARACTER_SET);
  mark(
    TEXT.filter((name) => name !== 'UI'),
    IS_SPACE_PADDED,
  );
  return traits;
}

function hasTrait(code: number, flag: number): boolean {
  return (TRAITS[code]! & flag) !== 0;
}

/** Whether `code` is one of the 34 Value Representations of PS3.5 §6.2. */
export function isKnownVr(code: number): boolean {
  return hasTrait(code, IS_KNOWN);
}

/** Whether an explicit VR element has two reserved bytes and a 32-bit length (PS3.5 §7.1.2, Table 7.1-1). */
export function hasLongLength(code: number): boolean {
  return hasTrait(code, IS_LONG_LENGTH);
}

/** Whether the value is a character string (PS3.5 §6.2), UI included. */
export function isText(code: number): boolean {
  return hasTrait(code, IS_TEXT);
}

/** Whether Specific Character Set (0008,0005) applies to the value (PS3.5 §6.1.2.3). */
export function usesCharacterSet(code: number): boolean {
  return hasTrait(code, USES_CHARACTER_SET);
}

/** The byte that makes an odd length even: a space for text, NUL for UI and binary values (PS3.5 §6.2). */
export function padByte(code: number): number {
  return hasTrait(code, IS_SPACE_PADDED) ? SPACE : NUL;
}

/** The two letters of `code`; an unknown code gives the two characters as they are. For people, not hot loops. */
export function vrName(code: number): string {
  return String.fromCharCode(code >> 8, code & 0xff);
}

/** The code of a Value Representation's name, or 0 if PS3.5 §6.2 has no such name. */
export function vrCode(name: string): number {
  return Object.hasOwn(VR, name) ? VR[name as VrName] : 0;
}

/** Bytes of one number of the binary VRs, as PS3.5 §7.3 turns them round in Big Endian: of an AT either half. */
export const NUMBER_SIZES: ReadonlyMap<number, number> = new Map([
  ...[VR.AT, VR.OW, VR.SS, VR.US].map((vr) => [vr, 2] as const),
  ...[VR.FL, VR.OF, VR.OL, VR.SL, VR.UL].map((vr) => [vr, 4] as const),
  ...[VR.FD, VR.OD, VR.OV, VR.SV, VR.UV].map((vr) => [vr, 8] as const),
]);
