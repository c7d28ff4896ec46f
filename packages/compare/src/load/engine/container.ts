import * as z from 'zod';
import { LaneError } from '../../lanes/lane.ts';
import type { Endpoint } from '../../wire/endpoint.ts';
import type { Usage } from '../lanes/usage.ts';
import type { Engine } from './engine.ts';

const Listed = z.array(z.object({ Id: z.string(), Labels: z.record(z.string(), z.string()) }));

const Details = z.object({
  Config: z.object({
    Image: z.string(),
    Env: z.array(z.string()).nullable(),
    ExposedPorts: z.record(z.string(), z.unknown()).optional(),
  }),
  HostConfig: z.object({ NanoCpus: z.number().default(0), Memory: z.number().default(0) }),
  NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ IPAddress: z.string() })) }),
});

const Stats = z.object({
  read: z.string(),
  cpu_stats: z.object({
    cpu_usage: z.object({ total_usage: z.number() }),
    throttling_data: z.object({ throttled_periods: z.number() }).optional(),
  }),
  memory_stats: z.object({
    usage: z.number().default(0),
    max_usage: z.number().optional(),
    stats: z.record(z.string(), z.number()).default({}),
  }),
});

const PROJECT = 'com.docker.compose.project';
const SERVICE = 'com.docker.compose.service';

/** A service of a compose project and its containers that run. */
export interface Service {
  readonly name: string;
  readonly containers: readonly string[];
}

/**
 * The services of a compose project that run.
 *
 * @throws {LaneError} when none does
 */
export async function servicesOf(engine: Engine, project: string): Promise<Service[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${PROJECT}=${project}`] }));
  const listed = Listed.parse(await engine.get(`/containers/json?filters=${filters}`));
  if (listed.length === 0) throw new LaneError(`--compose ${project}: no container of such a project runs`);
  const names = [...new Set(listed.flatMap(({ Labels }) => Labels[SERVICE] ?? []))].toSorted();
  return names.map((name) => ({
    name,
    containers: listed.filter(({ Labels }) => Labels[SERVICE] === name).map(({ Id }) => Id),
  }));
}

/** What is known of a container. */
export interface Container {
  readonly image: string;
  /** Where it listens inside its network; undefined when it exposes no port. */
  readonly endpoint: Endpoint | undefined;
  /** Variables that change what a framework does. */
  readonly environment: string;
  /** Its limits, in words. */
  readonly limits: string;
}

const TELLING = /^(?:NODE_ENV|ECHO_PROFILE|LOG_LEVEL)=/u;

/** @throws {LaneError} when the engine does not know it */
export async function inspectContainer(engine: Engine, id: string): Promise<Container> {
  const { Config, HostConfig, NetworkSettings } = Details.parse(await engine.get(`/containers/${id}/json`));
  const port = Object.keys(Config.ExposedPorts ?? {}).find((name) => name.endsWith('/tcp'));
  const address = Object.values(NetworkSettings.Networks).find(({ IPAddress }) => IPAddress !== '');
  const cpus = HostConfig.NanoCpus > 0 ? `${HostConfig.NanoCpus / 1e9} CPU` : 'no CPU limit';
  const memory = HostConfig.Memory > 0 ? `${HostConfig.Memory / 2 ** 20} MiB` : 'no memory limit';
  return {
    image: Config.Image,
    endpoint: port && address ? { host: address.IPAddress, port: Number.parseInt(port, 10) } : undefined,
    environment: (Config.Env ?? []).filter((entry) => TELLING.test(entry)).join(' ') || 'no NODE_ENV',
    limits: `${cpus}, ${memory}`,
  };
}

/** What a container has used, by the engine's own accounting: what `docker stats` shows. */
export async function usageOf(engine: Engine, id: string): Promise<Usage> {
  return usageIn(Stats.parse(await engine.get(`/containers/${id}/stats?stream=false&one-shot=true`)));
}

/** The same, from the engine's answer. Memory is what `docker stats` calls so: without the page cache that can be dropped. */
export function usageIn({ read, cpu_stats: cpu, memory_stats: memory }: z.infer<typeof Stats>): Usage {
  const cache = memory.stats['total_inactive_file'] ?? memory.stats['inactive_file'] ?? 0;
  const used = memory.usage - cache;
  return {
    at: Date.parse(read),
    cpu: cpu.cpu_usage.total_usage / 1000,
    loop: null,
    memory: used,
    peak: Math.max(used, memory.max_usage ?? 0),
    throttled: cpu.throttling_data?.throttled_periods ?? null,
  };
}
