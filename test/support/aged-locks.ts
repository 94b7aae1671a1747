import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const TWO_MINUTES_S = 120;

/** Two minutes go by for the locks in a folder: half-made ones without an owner count as litter after one. */
export function letLocksAge(folder: string): void {
  const then = Date.now() / 1000 - TWO_MINUTES_S;
  for (const name of readdirSync(folder)) {
    if (/\.lock\../.test(name) && !existsSync(join(folder, name, 'owner.json')))
      utimesSync(join(folder, name), then, then);
  }
}
