/** What a command's exit status means; the same for every command (docs/cli.md). */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  unreachable: 5,
  /** The configuration or the machine does not allow a start (sysexits' EX_CONFIG). */
  configuration: 78,
} as const;

/** Ends a command with a sentence for the person and a status for the script. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
