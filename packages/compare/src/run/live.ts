import { exchange, type Server } from '../exchange/exchange.ts';
import { THOROUGH } from '../exchange/limits.ts';

const REQUEST = 'GET / HTTP/1.1\r\nHost: live.test\r\nConnection: close\r\n\r\n';

/** Whether a service still answers a plain request on a new connection. */
export async function isLive(server: Server): Promise<boolean> {
  const { connections } = await exchange(server, [{ send: REQUEST }], THOROUGH.patient ?? THOROUGH.first);
  return connections.some(({ messages }) => messages.some(({ complete }) => complete));
}
