import { Generator } from './generator.ts';
import { Order, type Word } from './messages.ts';

/** The load generator, as a process of its own: orders come, and words go, over the channel to its parent. */
const tell = (word: Word): void => void process.send?.(word);
let generator: Generator | undefined;

async function obey(order: Order): Promise<void> {
  if (order.type === 'target') generator = await Generator.begin(order, tell);
  else if (order.type === 'warm') await generator?.warm(order);
  else if (order.type === 'rest') generator?.rest();
  else if (order.type === 'closed') await generator?.closed(order);
  else await generator?.open(order);
}

function failed(error: unknown): void {
  tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
}

process.on('message', (message) => void obey(Order.parse(message)).catch(failed));
process.on('uncaughtException', failed);
process.on('disconnect', () => process.exit());
tell({ type: 'ready' });
