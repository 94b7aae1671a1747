import type { VrName } from '../../dicom/vr';

/** A form, and what to say to a person whose text has another one. */
type Form = readonly [form: RegExp, expected: string];

const MONTH = '(0[1-9]|1[0-2])';
const DAY = '(0[1-9]|[12]\\d|3[01])';
/** Hours, with minutes, with seconds, with fractions of them: nothing may stand behind what is left out. */
const TIME = '([01]\\d|2[0-3])([0-5]\\d(([0-5]\\d|60)(\\.\\d{1,6})?)?)?';
const DATE_TIME = `\\d{4}(${MONTH}(${DAY}(${TIME})?)?)?([+-]\\d{4})?`;

const ANY_TEXT = oneLine(64);

/** What a fixed text must be to stand in a value of each VR (PS3.5 §6.2); every character set holds ASCII. */
const FORMS: Readonly<Partial<Record<VrName, Form>>> = {
  AE: oneLine(16),
  AS: [/^(\d{3}[DWMY])?$/, 'an age such as 045Y'],
  CS: [/^[A-Z0-9_ ]{0,16}$/, 'at most 16 capitals, digits, spaces and underscores'],
  DA: [emptyOr(`\\d{4}${MONTH}${DAY}`), 'a date such as 20000101'],
  DS: [/^(?!.{17})([+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)?$/, 'a number'],
  DT: [emptyOr(DATE_TIME), 'a date with time such as 20000101120000'],
  IS: [/^([+-]?\d{1,11})?$/, 'a whole number'],
  LT: lines(10240),
  SH: oneLine(16),
  ST: lines(1024),
  TM: [emptyOr(TIME), 'a time such as 120000'],
  UC: [/^[ -[\]-~]*$/, 'characters of ASCII'],
  UI: [/^(?!.{65})((0|[1-9]\d*)(\.(0|[1-9]\d*))+)?$/, 'a UID'],
  UR: [/^[!-[\]-~]*$/, 'an address in ASCII without spaces'],
  UT: [/^[ -~\r\n]*$/, 'characters of ASCII'],
};

/** What a text for a value of this VR must be, when `text` is not that; undefined when it is. */
export function expectedText(text: string, vr: VrName | undefined): string | undefined {
  const [form, expected] = (vr && FORMS[vr]) ?? ANY_TEXT;
  return form.test(text) ? undefined : expected;
}

function emptyOr(form: string): RegExp {
  return new RegExp(`^(${form})?$`);
}

/** Text without a backslash, which divides values. */
function oneLine(most: number): Form {
  return [new RegExp(`^[ -[\\]-~]{0,${most}}$`), `at most ${most} characters of ASCII`];
}

/** Text of one value only, where a backslash divides nothing. */
function lines(most: number): Form {
  return [new RegExp(`^[ -~\\r\\n]{0,${most}}$`), `at most ${most} characters of ASCII`];
}
