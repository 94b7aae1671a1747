import type { Guard } from './guards';

/** One call of a contract: what is sent, and what comes back. */
export interface Call {
  readonly request: unknown;
  readonly reply: unknown;
}

/** Any interface whose members are calls, e.g. `{ rows: { request: { from: number }; reply: Page } }`. */
export type Calls<C> = { readonly [K in keyof C]: Call };

/** How each message of one direction is checked when it arrives, on whichever side that is. */
export type Contract<C extends Calls<C>> = {
  readonly [K in keyof C & string]: {
    readonly request: Guard<C[K]['request']>;
    readonly reply: Guard<C[K]['reply']>;
  };
};

/** What answers the calls: one function for each, whose result the compiler checks against the contract. */
export type Handlers<C extends Calls<C>> = {
  readonly [K in keyof C & string]: (request: C[K]['request']) => C[K]['reply'] | Promise<C[K]['reply']>;
};
