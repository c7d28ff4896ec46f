import { startGateway } from './gateway.ts';
import { startSaying } from './saying-upstream.ts';

/** A gateway in front of a replica that answers ok to every head, and whose heads are kept as they came. */
export async function startBeforeRawOk() {
  const upstream = await startSaying('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  return { upstream, ...(await startGateway({ express: upstream.url })) };
}
