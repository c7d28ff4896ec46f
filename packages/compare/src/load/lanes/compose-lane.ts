import { setTimeout as sleep } from 'node:timers/promises';
import { LaneError } from '../../lanes/lane.ts';
import { isListening } from '../../lanes/listening.ts';
import { inspectContainer, type Service, servicesOf, usageOf } from '../engine/container.ts';
import type { Engine } from '../engine/engine.ts';
import type { LoadLane, Running } from './load-lane.ts';

const START_MS = 20_000;
const POLL_MS = 5;

/**
 * Lanes for the services of a running compose project. A name may have a path behind it, for a service that is reached through
 * another: `gateway/flask`. Each block has a container that was just restarted.
 *
 * @param names undefined for every service that exposes a port
 * @throws {LaneError} naming what there is, when there is no such service, or it has several containers
 */
export async function composeLanes(
  engine: Engine,
  project: string,
  names: readonly string[] | undefined,
): Promise<LoadLane[]> {
  const services = await servicesOf(engine, project);
  if (names) return Promise.all(names.map((name) => composeLane(engine, services, name)));
  const all = await Promise.all(
    services.map(async ({ name, containers: [id = ''] }) => ({
      name,
      known: await inspectContainer(engine, id),
    })),
  );
  const open = all.filter(({ known }) => known.endpoint !== undefined);
  return Promise.all(open.map(({ name }) => composeLane(engine, services, name)));
}

async function composeLane(engine: Engine, services: readonly Service[], text: string): Promise<LoadLane> {
  const [name = '', ...path] = text.split('/');
  const service = services.find((candidate) => candidate.name === name);
  const [id, ...others] = service?.containers ?? [];
  if (id === undefined) {
    const known = services.map((candidate) => candidate.name).join(', ');
    throw new LaneError(`lane ${text}: no such service runs in this project: there are ${known}`);
  }
  if (others.length > 0) throw new LaneError(`lane ${text}: ${name} has several containers: scale it to one`);
  const { image, environment, limits } = await inspectContainer(engine, id);
  return {
    facts: {
      name: text,
      version: image,
      profile: `container: ${limits}`,
      node: null,
      environment,
      logging: 'as the container has it',
      fresh: true,
    },
    prefix: path.length === 0 ? '' : `/${path.join('/')}`,
    start: () => restart(engine, id, text),
  };
}

/** A container just restarted; its address may have changed. */
async function restart(engine: Engine, id: string, name: string): Promise<Running> {
  await engine.post(`/containers/${id}/stop?t=10`);
  const began = performance.now();
  await engine.post(`/containers/${id}/start`);
  const { endpoint } = await inspectContainer(engine, id);
  if (!endpoint) throw new LaneError(`lane ${name}: its container exposes no port, or has no address`);
  while (!(await isListening(endpoint))) {
    if (performance.now() - began > START_MS)
      throw new LaneError(`lane ${name}: it did not listen within 20 s`);
    await sleep(POLL_MS);
  }
  return { endpoint, began, usage: () => usageOf(engine, id), stop: () => Promise.resolve() };
}
