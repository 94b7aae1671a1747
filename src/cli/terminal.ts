/** What the command line gives to a command. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly version: string;
  /** Folder of the bundled scripts. */
  readonly scripts: string;
  readonly signal: AbortSignal;
}
