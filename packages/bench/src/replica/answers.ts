import type { IncomingMessage, ServerResponse } from 'node:http';

const BODY = JSON.stringify({ status: 'healthy', padding: ''.padEnd(128, 'x') }).padEnd(160);
const PART = Buffer.alloc(64 * 1024, 'x');

/** What a replica answers when it is well, by the first segment of the path; the second one is a number. */
type Answer = (request: IncomingMessage, response: ServerResponse, number: number) => void;

/** Answers once the request's body has been read, and so many milliseconds later. */
const slow: Answer = (request, response, milliseconds) => {
  request.resume().on('end', () => {
    if (milliseconds > 0) setTimeout(say, milliseconds, response);
    else say(response);
  });
};

function say(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': BODY.length }).end(BODY);
}

/** So many bytes, as fast as they are taken. */
const bytes: Answer = (_request, response, count) => {
  let left = count;
  const more = (): void => {
    while (left > 0) {
      const part = PART.subarray(0, Math.min(left, PART.length));
      left -= part.length;
      if (!response.write(part)) return;
    }
    response.off('drain', more).end();
  };
  response.writeHead(200, { 'content-length': count }).on('drain', more);
  more();
};

/** Tells how much it was sent. */
const count: Answer = (request, response) => {
  let received = 0;
  request.on('data', (chunk: Buffer) => (received += chunk.length));
  request.on('end', () => response.writeHead(200).end(String(received)));
};

/** Never comes. */
const hold: Answer = () => undefined;

const ANSWERS: ReadonlyMap<string, Answer> = new Map(Object.entries({ slow, bytes, count, hold }));

/** Answers a request as a replica does that is well. */
export function answer(request: IncomingMessage, response: ServerResponse): void {
  const [, what = '', number = ''] = (request.url ?? '').split('/');
  (ANSWERS.get(what) ?? slow)(request, response, Number(number) || 0);
}
