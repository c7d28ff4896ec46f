/**
 * A replica behind a gateway whose resilience is measured: `node replica.js PORT HOST JOURNAL`. It misbehaves when its
 * parent says so.
 */
import { Journal } from '../replica/journal.ts';
import { type Mode, Order } from '../replica/mode.ts';
import { createReplica } from '../replica/server.ts';
import { acceptWebSockets } from '../replica/websockets.ts';
import { port } from './arguments.ts';

const [, , , host = '127.0.0.1', journal = '/dev/null'] = process.argv;
let mode: Mode = 'well';

const server = createReplica({
  journal: new Journal(journal),
  mode: () => mode,
  left: () => process.send?.({ left: Date.now() }),
});
acceptWebSockets(server);
server.listen(port, host);

process.on('message', (message) => {
  ({ mode } = Order.parse(message));
  process.send?.({ mode });
});
process.on('disconnect', () => process.exit());
