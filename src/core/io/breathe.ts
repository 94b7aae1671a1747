/**
 * Called between pieces of synchronous work: a promise to wait for when others should have their turn, undefined while
 * there is nothing to wait for.
 */
export type Breathe = () => Promise<void> | undefined;
