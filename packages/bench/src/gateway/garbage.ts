import * as z from 'zod';
import { probed, questioned } from '../lanes/probed.ts';
import { freePort } from '../processes/free-port.ts';
import { startServer } from '../processes/server.ts';
import { table } from '../report/table.ts';
import type { Lane } from '../rounds/lane.ts';
import type { Bench } from '../rounds/plan.ts';
import { REQUESTS } from './lanes.ts';

const SECONDS = 4;
const Answer = z.object({ bytes: z.number() });

/** How many bytes of objects each lane makes for a request: what its collector has to clear away again. */
export async function garbageTable(bench: Bench, lanes: readonly Lane[]): Promise<string> {
  const rows: string[][] = [];
  for (const lane of lanes) {
    const row = [lane.name];
    for (const request of REQUESTS) {
      const server = await startServer(
        bench.children,
        probed(lane.command(await freePort()), 'garbage-probe'),
      );
      const { connections } = bench.pace;
      const load = { url: server.url, request, connections, seconds: SECONDS };
      // What comes first is for the compiler.
      await bench.generator.run(bench.children, load);
      await questioned(server.child);
      const { requests } = await bench.generator.run(bench.children, load);
      const { bytes } = Answer.parse(await questioned(server.child));
      await server.end();
      row.push((bytes / requests).toFixed(0));
      bench.progress(`${lane.name}, ${request.name}: ${row.at(-1)} bytes a request`);
    }
    rows.push(row);
  }
  return table(['bytes of objects a request', ...REQUESTS.map(({ name }) => name)], rows);
}
