import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** What a name server says to every question: these addresses, that it cannot say (SERVFAIL), or nothing at all. */
export type Zone = readonly string[] | 'failing' | 'silent';

const HEADER = 12;
const TYPE_A = 1;
/** A response, recursion desired and available (RFC 1035 §4.1.1). */
const RESPONSE = 0x8180;
const SERVER_FAILURE = 2;
/** For how long an answer may be kept, in seconds, as Docker's own name server says. */
const TTL = 600;

/** The answer to a question about a name; undefined for none. Its name is the question's: a pointer to it. */
export function respond(question: Buffer, zone: Zone): Buffer | undefined {
  if (zone === 'silent') return undefined;
  let end = HEADER;
  while ((question[end] ?? 0) > 0) end += 1 + (question[end] ?? 0);
  const type = question.readUInt16BE(end + 1);
  const asked = question.subarray(HEADER, end + 5);
  const addresses = zone === 'failing' || type !== TYPE_A ? [] : zone;
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(question.readUInt16BE(0), 0);
  header.writeUInt16BE(RESPONSE + (zone === 'failing' ? SERVER_FAILURE : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  return Buffer.concat([header, asked, ...addresses.map(record)]);
}

/** An A record (RFC 1035 §3.4.1). */
function record(address: string): Buffer {
  const start = Buffer.from([0xc0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4]);
  start.writeUInt32BE(TTL, 6);
  return Buffer.concat([start, Buffer.from(address.split('.').map(Number))]);
}

/** A name server on port 53 of a loopback address. */
export class NameServer {
  zone: Zone;
  readonly #socket: Socket;

  private constructor(socket: Socket, zone: Zone) {
    this.#socket = socket;
    this.zone = zone;
    socket.on('message', (question, { port, address }) => {
      const answer = respond(question, this.zone);
      if (answer) socket.send(answer, port, address);
    });
  }

  /** Begins to answer. Port 53 takes the right to it. */
  static async start(address: string, zone: Zone): Promise<NameServer> {
    const socket = createSocket('udp4').bind(53, address);
    await once(socket, 'listening');
    return new NameServer(socket, zone);
  }

  stop(): void {
    this.#socket.close();
  }
}
