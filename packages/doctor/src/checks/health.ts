import * as z from 'zod';
import type { DoctorConfig } from '../environment.ts';
import { type Finding, ok, problem } from '../finding.ts';

const Health = z.object({
  status: z.string(),
  pools: z.record(z.string(), z.object({ healthy: z.number(), total: z.number() })),
});

/** What each gateway that answers says of its replicas; nothing when none runs. */
export async function checkHealth({ GATEWAY_PORT, PORT }: DoctorConfig): Promise<Finding[]> {
  const ports = GATEWAY_PORT === undefined ? [PORT, 80] : [GATEWAY_PORT];
  return (await Promise.all(ports.map(poolsAt))).flat();
}

async function poolsAt(port: number): Promise<Finding[]> {
  const url = `http://127.0.0.1:${port}/health`;
  const health = await ask(url);
  if (!health) return [];
  return Object.entries(health.pools).map(([name, { healthy, total }]) => {
    const subject = `pool ${name}`;
    if (healthy > 0) return ok(subject, `${healthy} of ${total} replicas are healthy, says ${url}`);
    const message = `none of ${total} replicas is healthy, says ${url}: its routes answer 503`;
    return problem(
      subject,
      message,
      port === 80 ? `docker compose up -d ${name}` : `curl ${url}   # then the log of ${name}`,
    );
  });
}

async function ask(url: string): Promise<z.infer<typeof Health> | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return Health.safeParse(await answer.json()).data;
  } catch {
    return undefined;
  }
}
