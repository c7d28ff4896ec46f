import { createServer } from 'node:http';
import { announce } from '../announce.ts';

/**
 * A server whose figures are known beforehand, so that the load generator can be checked against them. By environment:
 * `DELAY_MS`, how long every answer takes; `STALL_MS` and `STALL_EVERY_MS`, for how long and how often it stands still;
 * `WORK_US`, CPU time that is burnt for every request, in microseconds.
 */
const number = (name: string): number => Number(process.env[name] ?? 0);
const [delay, stall, every, work] = ['DELAY_MS', 'STALL_MS', 'STALL_EVERY_MS', 'WORK_US'].map(number);
const BODY = '{"ok":true}';
const FIELDS = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(BODY) };

function burn(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

const server = createServer((request, response) => {
  request.resume();
  if (work) burn(work / 1000);
  const answer = (): void => void response.writeHead(200, FIELDS).end(BODY);
  if (delay) setTimeout(answer, delay);
  else answer();
});
if (stall && every) setInterval(() => burn(stall), every);
server.listen(0, '127.0.0.1', () => announce(server));
process.on('SIGTERM', () => process.exit());
