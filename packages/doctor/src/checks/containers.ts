import { readFile } from 'node:fs/promises';
import { run } from '../command.ts';
import type { Container } from '../containers.ts';
import { Finding, ok, problem, warning } from '../finding.ts';

/** How the containers of the compose project are, and what each of them sees; nothing when none was started. */
export async function checkContainers(containers: readonly Container[], script: string): Promise<Finding[]> {
  const running = containers.filter(({ status }) => status === 'running');
  const inside = await Promise.all(running.map((container) => lookInside(container, containers, script)));
  return [...containers.flatMap(stateOf), ...inside.flat()];
}

/** The script for inside of a container. */
export function readScript(root: string): Promise<string> {
  return readFile(`${root}/deploy/doctor.sh`, 'utf8');
}

function stateOf({ name, service, status, exitCode, health, outOfMemory, restarts }: Container): Finding[] {
  const subject = `container ${name}`;
  const logs = `docker logs --tail 50 ${name}`;
  if (outOfMemory)
    return [
      problem(
        subject,
        'was killed at its memory limit',
        `docker update --memory 512m --memory-swap 512m ${name} && docker start ${name}   # and deploy.resources.limits.memory in docker-compose.yml`,
      ),
    ];
  if (status === 'paused') return [problem(subject, 'is paused', `docker unpause ${name}`)];
  if (status !== 'running')
    return [
      problem(
        subject,
        `is ${status}, with exit code ${exitCode}`,
        `docker compose up -d ${service}   # ${logs} tells why it ended`,
      ),
    ];
  if (health === 'unhealthy')
    return [
      problem(
        subject,
        'runs, but is unhealthy',
        `docker compose restart ${service}   # ${logs} tells what is wrong`,
      ),
    ];
  if (restarts > 0) return [warning(subject, `was started again ${restarts} times`, logs)];
  return [ok(subject, `is ${health ?? status}`)];
}

/** The other two, as the containers of each are to reach them. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  gateway: ['http://express-echo:8080', 'http://fastify-echo:8080'],
  'express-echo': ['http://fastify-echo:8080'],
  'fastify-echo': ['http://express-echo:8080'],
};

async function lookInside(
  container: Container,
  all: readonly Container[],
  script: string,
): Promise<Finding[]> {
  const subject = `inside ${container.name}`;
  if (container.networks.length === 0)
    return [problem(subject, 'there is no network', connection(container, container.service, all))];
  const targets = NEIGHBOURS[container.service] ?? [];
  // As an argument: engine 20.10 can lose the output of an exec whose input ends early.
  const args = ['exec', container.id, 'sh', '-c', script, 'doctor.sh', ...targets];
  const { code, stdout, stderr } = await run({ file: 'docker', args });
  if ((code !== 0 && code !== 1) || stdout === '')
    return [problem(subject, `nothing can be run: ${stderr}`, `docker restart ${container.name}`)];
  return stdout
    .trim()
    .split('\n')
    .map((line) => findingOf(line, container, all));
}

function findingOf(line: string, container: Container, all: readonly Container[]): Finding {
  const [status, what = '', message, command] = line.split('\t');
  const [kind, service = ''] = what.split(' ');
  const mended = status === 'problem' && kind === 'name' ? connection(container, service, all) : command;
  return Finding.parse({
    status,
    subject: `${what} in ${container.name}`,
    message,
    ...(mended && { command: mended }),
  });
}

/** What lets a container find a service. From inside nobody knows what the networks are called, or whether the service runs. */
function connection(container: Container, service: string, all: readonly Container[]): string {
  const replicas = all.filter((other) => other.service === service && other.status === 'running');
  for (const apart of [...replicas, container]) {
    const network = all.flatMap(({ networks }) => networks).find((name) => !apart.networks.includes(name));
    if (network) return `docker network connect --alias ${apart.service} ${network} ${apart.name}`;
  }
  return `docker compose up -d ${service}`;
}
