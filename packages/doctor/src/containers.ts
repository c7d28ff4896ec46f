import * as z from 'zod';
import { run } from './command.ts';

const Inspected = z.array(
  z.object({
    Id: z.string(),
    Name: z.string(),
    RestartCount: z.number(),
    State: z.object({
      Status: z.string(),
      ExitCode: z.number(),
      OOMKilled: z.boolean(),
      Health: z.object({ Status: z.string() }).optional(),
    }),
    Config: z.object({ Labels: z.record(z.string(), z.string()) }),
    NetworkSettings: z.object({ Networks: z.record(z.string(), z.unknown()) }),
  }),
);

/** A container of the compose project. */
export interface Container {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  /** `running`, `exited`, `restarting` … */
  readonly status: string;
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  readonly restarts: number;
  /** `healthy`, `unhealthy`, `starting`; none without a health check. */
  readonly health: string | undefined;
  readonly networks: readonly string[];
}

const LABEL = 'com.docker.compose';
const SERVICES = ['gateway', 'express-echo', 'fastify-echo'];

/**
 * The containers of the three services.
 *
 * @param project the compose project; without it, the one that was started at `root`
 */
export async function findContainers(root: string, project: string | undefined): Promise<Container[]> {
  const filter = project ? `label=${LABEL}.project=${project}` : `label=${LABEL}.project.working_dir=${root}`;
  const { stdout } = await run({ file: 'docker', args: ['ps', '-aq', '--filter', filter] });
  const ids = stdout.split('\n').filter(Boolean);
  if (ids.length === 0) return [];
  const inspected = await run({ file: 'docker', args: ['inspect', ...ids] });
  const { data } = Inspected.safeParse(inspected.code === 0 ? JSON.parse(inspected.stdout) : []);
  return (data ?? []).map(containerOf).filter(({ service }) => SERVICES.includes(service));
}

function containerOf({
  Id,
  Name,
  RestartCount,
  State,
  Config,
  NetworkSettings,
}: z.infer<typeof Inspected>[number]): Container {
  return {
    id: Id.slice(0, 12),
    name: Name.replace(/^\//u, ''),
    service: Config.Labels[`${LABEL}.service`] ?? '',
    status: State.Status,
    exitCode: State.ExitCode,
    outOfMemory: State.OOMKilled,
    restarts: RestartCount,
    health: State.Health?.Status,
    networks: Object.keys(NetworkSettings.Networks),
  };
}
