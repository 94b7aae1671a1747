const PREFIX = '.dicomanon-';
const SUFFIX = '.part';

/** The name of a copy while it is being written: says which run left it, and nothing of what is in it. */
export function temporaryName(runId: string, worker: number, count: number): string {
  return `${PREFIX}${runId}-${worker}-${count}${SUFFIX}`;
}

/** Whether a name is one that `temporaryName` makes, for any run or for one. */
export function isTemporaryName(name: string, runId = ''): boolean {
  return name.startsWith(PREFIX + runId) && name.endsWith(SUFFIX);
}
