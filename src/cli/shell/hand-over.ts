/**
 * Not a failure: the running bot holds the database, so the whole command line is for it to run. Thrown by
 * `workshop.write()`, carried out by the process.
 */
export class HandOver extends Error {
  override readonly name = 'HandOver';
  /** Runs this process's command line in the bot; resolves with its exit code. */
  readonly run: () => Promise<number>;
  constructor(run: () => Promise<number>) {
    super('the running bot does it');
    this.run = run;
  }
}
