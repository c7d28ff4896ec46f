import type { Workload } from './workload.ts';

const KB = 1000;

/** A POST of so many bytes of JSON, all of it echoed. */
function echo(name: string, bytes: number): Workload {
  const message = 'x'.repeat(bytes - '{"message":""}'.length);
  return {
    name,
    method: 'POST',
    path: '/echo',
    body: JSON.stringify({ message }),
    status: 200,
    holds: message.slice(0, 64),
  };
}

/** The workloads there are, the plainest first. */
export const CATALOGUE: readonly Workload[] = [
  { name: 'root', method: 'GET', path: '/', status: 200 },
  echo('echo-100', 100),
  echo('echo-10k', 10 * KB),
  echo('echo-1m', 1000 * KB),
  { name: 'malformed', method: 'POST', path: '/echo', body: '{"message": "half', status: 400 },
  { name: 'missing', method: 'GET', path: '/no-such-path', status: 404 },
  { name: 'anything', method: 'GET', path: '/anything', status: 200, optional: true },
];
