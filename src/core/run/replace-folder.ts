import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const TEMPORARY = /^\.[\da-f]{12}\.part$/;

/** A folder that is filled beside the place where it belongs and takes it as a whole, or not at all. */
export class FolderDraft {
  readonly path: string;

  /** Makes the empty draft. @param mode of the folder, as long as it is not readable by more than its owner: 0o700 */
  constructor(
    private readonly target: string,
    mode: number,
  ) {
    sweep(target);
    this.path = temporaryFor(target);
    mkdirSync(this.path, { mode });
    chmodSync(this.path, mode); // whatever the umask is
  }

  /** Puts the draft in its place; what lay there before, which the caller has looked at, goes. */
  publish(): void {
    if (existsSync(this.target) && readdirSync(this.target).length === 0) rmdirSync(this.target);
    const earlier = existsSync(this.target) ? temporaryFor(this.target) : undefined;
    if (earlier !== undefined) renameSync(this.target, earlier);
    try {
      renameSync(this.path, this.target);
    } catch (error) {
      if (earlier !== undefined) renameSync(earlier, this.target);
      throw error;
    }
    if (earlier !== undefined) rmSync(earlier, { recursive: true, force: true });
  }

  /** Removes the draft, if it has not been published. */
  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function temporaryFor(target: string): string {
  return join(dirname(target), `${basename(target)}.${randomBytes(6).toString('hex')}.part`);
}

/** Removes what an export left that was killed. */
function sweep(target: string): void {
  const [folder, name] = [dirname(target), basename(target)];
  for (const entry of readdirSync(folder))
    if (entry.startsWith(`${name}.`) && TEMPORARY.test(entry.slice(name.length)))
      rmSync(join(folder, entry), { recursive: true, force: true });
}
