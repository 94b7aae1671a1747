import type { VrName } from '../../dicom/vr';

/** What a fixed text must be to stand in a value of each VR (PS3.5 §6.2); every character set holds ASCII. */
const FORMS: Readonly<Partial<Record<VrName, readonly [RegExp, string]>>> = {
  AE: [/^[ -[\]-~]{0,16}$/, 'at most 16 characters of ASCII'],
  AS: [/^(\d{3}[DWMY])?$/, 'an age such as 045Y'],
  CS: [/^[A-Z0-9_ ]{0,16}$/, 'at most 16 capitals, digits, spaces and underscores'],
  DA: [/^(\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))?$/, 'a date such as 20000101'],
  DS: [/^([+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)?$/, 'a number'],
  DT: [/^(\d{4}(\d\d){0,5}(\.\d{1,6})?([+-]\d{4})?)?$/, 'a date with time such as 20000101120000'],
  IS: [/^([+-]?\d{1,11})?$/, 'a whole number'],
  LO: [/^[ -[\]-~]{0,64}$/, 'at most 64 characters of ASCII'],
  LT: [/^[ -~\r\n]{0,10240}$/, 'at most 10240 characters of ASCII'],
  PN: [/^[ -[\]-~]{0,64}$/, 'at most 64 characters of ASCII'],
  SH: [/^[ -[\]-~]{0,16}$/, 'at most 16 characters of ASCII'],
  ST: [/^[ -~\r\n]{0,1024}$/, 'at most 1024 characters of ASCII'],
  TM: [/^([01]\d|2[0-3])(([0-5]\d){1,2}(\.\d{1,6})?)?$|^$/, 'a time such as 120000'],
  UC: [/^[ -[\]-~]*$/, 'characters of ASCII'],
  UI: [/^((0|[1-9]\d*)(\.(0|[1-9]\d*))+)?$/, 'a UID'],
  UR: [/^\S*$/, 'an address without spaces'],
  UT: [/^[ -~\r\n]*$/, 'characters of ASCII'],
};

const ANY_TEXT = [/^[ -[\]-~]{0,64}$/, 'at most 64 characters of ASCII'] as const;

/** What a text for a value of this VR must be, when `text` is not that; undefined when it is. */
export function expectedText(text: string, vr: VrName | undefined): string | undefined {
  const [form, expected] = (vr === undefined ? undefined : FORMS[vr]) ?? ANY_TEXT;
  const isTooLong = (vr === 'UI' && text.length > 64) || (vr === 'DS' && text.length > 16);
  return form.test(text) && !isTooLong ? undefined : expected;
}
