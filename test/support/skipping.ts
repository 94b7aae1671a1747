/** Skips the running test or suite and shows the reason in its title. */
export function skipBecause(context: Mocha.Context, reason: string): never {
  const runnable = context.currentTest ?? context.test;
  if (runnable !== undefined) runnable.title += ` (skipped: ${reason})`;
  return context.skip();
}
