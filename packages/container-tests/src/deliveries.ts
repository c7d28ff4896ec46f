import * as z from 'zod';
import { lines } from './shell.ts';

const Line = z.object({ request_id: z.string().optional() });

/** The ids of the requests that a service has answered, as its log tells; also of one that has ended. */
export async function deliveries(container: string): Promise<string[]> {
  const log = await lines(`docker logs ${container} 2>/dev/null`);
  return log.flatMap((line) => Line.parse(JSON.parse(line)).request_id ?? []);
}
