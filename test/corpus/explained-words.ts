/**
 * Words that are a name, an ID or a date in one attribute and something else in another one, which the policy keeps.
 * What belongs to the patient after all stands in a description, which the policy keeps, too.
 */
const EXPLAINED: readonly {
  readonly words: readonly string[];
  readonly in: RegExp;
  readonly because: string;
}[] = [
  {
    words: ['fuzz', '%08x.%08x.%08x'],
    in: /^malformed\/fuzz\//,
    because: 'the manufacturer is FUZZ_MFG or this',
  },
  { words: ['dicom2nifti'], in: /^(charset|series|modality)\//, because: 'the sequence name says it' },
  { words: ['d2n_philips_3t_r571'], in: /philips_classic/, because: 'the study description' },
  {
    words: ['douglas', 'davidson', 'scott', 'kaufman'],
    in: /^modality\/C[RT]\/\d_ORIGINAL/,
    because: 'the study description quotes the patient',
  },
  { words: ['20200630'], in: /011-0001/, because: 'the study description begins with the date' },
  { words: ['mary'], in: /2_ORIGINAL/, because: 'part of PRIMARY' },
  { words: ['none', 'unknown', 'n.a.', 'value', 'text', 'name', 'enter'], in: /^/, because: 'no names' },
  { words: ['anon', 'anonymous', 'anonymou'], in: /^/, because: 'part of DicomAnon and descriptions' },
  { words: ['test'], in: /^/, because: 'part of manufacturers, descriptions and test.org' },
  { words: ['user2'], in: /(seg|sr)\.dcm$/, because: 'the series description' },
  {
    words: ['jane', 'pid-4711', '20261122'],
    in: /^synthetic\/encapsulated_/,
    because: 'encapsulated documents are kept as they are; the survey warns of them',
  },
  { words: ['parity', 'synth', 'multi'], in: /syn-/, because: 'the manufacturer and descriptions' },
  { words: ['0010'], in: /eCT_Supplemental|CT0012/, because: 'digits of numbers' },
  { words: ['perfusion'], in: /eCT_Supplemental|CT0012/, because: 'the image type' },
  { words: ['breast'], in: /rtplan/, because: 'the name of a treatment site' },
  { words: ['echo'], in: /I_000034/, because: 'the series description' },
];

/** Why this identifier may stand in the copy of this file, undefined when it may not. */
export function explanationOf(identifier: string, path: string): string | undefined {
  const word = identifier.toLowerCase();
  return EXPLAINED.find((each) => each.words.includes(word) && each.in.test(path))?.because;
}
