/** A header field as it came: name in its own case, value without surrounding blanks. */
export type Field = readonly [name: string, value: string];

/** How the end of a message's body is told (RFC 9112 section 6.3); `none` where there can be no body. */
export type Framing = 'none' | 'length' | 'chunked' | 'close';

/** One response, interim (1xx) or final, as it stood on the wire. */
export interface Message {
  /** `1.1` of `HTTP/1.1`. */
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly fields: readonly Field[];
  readonly framing: Framing;
  /** Without chunk framing; what arrived of it when the message is not complete. */
  readonly body: Buffer;
  readonly trailers: readonly Field[];
  readonly complete: boolean;
}

/** The values of a field, in order; none when it is absent. Names are compared without case (RFC 9110 section 5.1). */
export function valuesOf(fields: readonly Field[], name: string): string[] {
  return fields.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

/** Whether a status is interim: another message of the same response follows (RFC 9110 section 15.2); 101 ends HTTP. */
export function isInterim({ status }: Message): boolean {
  return status >= 100 && status < 200 && status !== 101;
}

/** Whether the server says that it closes after this message (RFC 9112 section 9.3). */
export function announcesClose({ version, fields, framing }: Message): boolean {
  const options = valuesOf(fields, 'connection').join(',').toLowerCase();
  if (framing === 'close' || options.includes('close')) return true;
  return version !== '1.1' && !options.includes('keep-alive');
}
