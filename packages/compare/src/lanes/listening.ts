import { once } from 'node:events';
import { connect } from 'node:net';
import type { Endpoint } from '../wire/endpoint.ts';

/** Whether somebody accepts connections there. */
export async function isListening({ host, port }: Endpoint): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
