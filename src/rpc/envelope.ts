import { isCount, isRecordOf, isStringUpTo, type Guard } from './guards';

/** Why a request failed, in words for people; it never holds patient data. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** What travels through a port. A reply or failure bears the number of its request. */
export type Envelope =
  | { readonly kind: 'request'; readonly id: number; readonly type: string; readonly body: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly body: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: Failure };

const LONGEST_NAME = 100;
const LONGEST_TEXT = 4000;

type OfKind<K extends Envelope['kind']> = Extract<Envelope, { kind: K }>;

const isFailure = isRecordOf<Failure>({
  code: isStringUpTo(LONGEST_NAME),
  message: isStringUpTo(LONGEST_TEXT),
  remedy: isStringUpTo(LONGEST_TEXT),
});

/** Bodies are judged by the contract, not here. */
const isAnything = (() => true) as unknown as Guard<unknown>;

function isKind<K extends string>(kind: K): Guard<K> {
  return (value): value is K => value === kind;
}

/** Accepts a request envelope; its body is not looked at. */
export const isRequest = isRecordOf<OfKind<'request'>>({
  kind: isKind('request'),
  id: isCount,
  type: isStringUpTo(LONGEST_NAME),
  body: isAnything,
});

/** Accepts a reply envelope; its body is not looked at. */
export const isReply = isRecordOf<OfKind<'reply'>>({
  kind: isKind('reply'),
  id: isCount,
  body: isAnything,
});

/** Accepts a failure envelope. */
export const isFailed = isRecordOf<OfKind<'failure'>>({
  kind: isKind('failure'),
  id: isCount,
  failure: isFailure,
});
