import type { FileFacts } from '../audit/file-facts';
import { marksOf } from '../policy/marks';
import { POLICIES } from '../policy/policies';
import type { PolicyChoice } from '../policy/policy';
import { METHODS } from '../policy/ps315/methods-2026c';
import { type Counted, Tally } from './tally';

/** Meanings of CID 7050 "De-identification Method" (PS3.16), by code value. */
const MEANINGS: ReadonlyMap<string, string> = new Map(
  METHODS.trim()
    .split('\n')
    .map((line) => [line.split('|')[0]!, line.split('|')[1]!]),
);

const TERMS_OF_DATES = ['UNMODIFIED', 'MODIFIED', 'REMOVED'];

export interface CountedCode {
  readonly value: string;
  readonly meaning: string;
  readonly count: number;
}

/** What files say of how they were de-identified. Texts that DicomAnon does not write are counted, not quoted. */
export interface MarkFigures {
  /** Files in which Patient Identity Removed (0012,0062) is YES. */
  readonly identityRemoved: number;
  /** Files whose marks are those that the policy writes. */
  readonly agreeing: number;
  /** Values of De-identification Method (0012,0063). */
  readonly methods: readonly Counted[];
  /** Codes of De-identification Method Code Sequence (0012,0064). */
  readonly codes: readonly CountedCode[];
  /** Longitudinal Temporal Information Modified (0028,0303). */
  readonly dates: readonly Counted[];
}

/** Adds up the marks of de-identification in files, and compares them with those of a policy. */
export class DeclaredMarks {
  private readonly methods = new Tally();
  private readonly codes = new Tally();
  private readonly dates = new Tally();
  private readonly expected: string;
  private readonly known: ReadonlySet<string>;
  private identityRemoved = 0;
  private agreeing = 0;

  constructor(choice: PolicyChoice) {
    const { method, codes, dates } = marksOf(choice, '', '');
    this.expected = fingerprintOf(
      method.slice(1, -1),
      codes.map(({ value }) => value),
      dates,
    );
    this.known = knownMethods(choice);
  }

  add({ identityRemoved, method, methodCodes, dates }: FileFacts): void {
    if (identityRemoved === 'YES') this.identityRemoved++;
    const values = method.map((value) => value.trim()).filter((value) => value !== '');
    for (const value of values) this.methods.add(this.isKnown(value) ? value : 'other text');
    for (const code of methodCodes) this.codes.add(MEANINGS.has(code) ? code : '');
    this.dates.add(TERMS_OF_DATES.includes(dates) ? dates : dates === '' ? 'none' : 'other text');
    const parts = values.filter((value) => !PRODUCT.test(value) && !PROJECT.test(value));
    if (fingerprintOf(parts, methodCodes, dates) === this.expected) this.agreeing++;
  }

  figures(): MarkFigures {
    return {
      identityRemoved: this.identityRemoved,
      agreeing: this.agreeing,
      methods: this.methods.list(),
      codes: this.codes.list().map(({ text, count }) => ({
        value: text,
        meaning: MEANINGS.get(text) ?? 'a code that CID 7050 does not have',
        count,
      })),
      dates: this.dates.list(),
    };
  }

  private isKnown(value: string): boolean {
    return PRODUCT.test(value) || PROJECT.test(value) || this.known.has(value);
  }
}

const PRODUCT = /^DicomAnon [\d.]{1,20}$/;
const PROJECT = /^Project [\dA-F]{8}$/;

/** What marks say of a policy and its parts, for the policies of the product and the one given. */
function knownMethods({ policy }: PolicyChoice): ReadonlySet<string> {
  const policies = [...POLICIES, policy];
  const parts = policies.flatMap(({ switches }) =>
    switches.flatMap(({ id }) => [`with: ${id}`, `kept: ${id}`]),
  );
  return new Set([...policies.map(({ name }) => `Policy ${name}`), ...parts]);
}

function fingerprintOf(parts: readonly string[], codes: readonly string[], dates: string): string {
  return JSON.stringify([parts, codes, dates]);
}
