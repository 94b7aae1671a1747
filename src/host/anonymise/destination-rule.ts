import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

/** Stands for the name of the source folder in the destination rule. */
export const FOLDER_NAME = '${folderName}';
export const DEFAULT_DESTINATION_RULE = `${FOLDER_NAME}-anonymised`;

/** The destination that the rule gives for a source folder: a relative one lies beside the source. */
export function applyDestinationRule(rule: string, source: string): string {
  const named = (rule.trim() || DEFAULT_DESTINATION_RULE).replaceAll(FOLDER_NAME, () => basename(source));
  const path = expandHome(named);
  return isAbsolute(path) ? resolve(path) : resolve(dirname(source), path);
}

/** `path` with a leading `~` replaced by the home folder. */
export function expandHome(path: string): string {
  return /^~(?=$|[\\/])/.test(path) ? join(homedir(), path.slice(1)) : path;
}
