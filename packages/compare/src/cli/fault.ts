/** Something that the caller has to put right before anything can run: exit code 2. */
export class Fault extends Error {
  readonly code = 'CANNOT_RUN';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Fault';
  }
}
