import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { IMAGE_VARIABLES } from './images.ts';
import { lines, sh, type Variables } from './shell.ts';
import type { Stage } from './stage.ts';

/** The host ports that the compose files publish, as variables. */
const PORTS = [
  'GATEWAY_PORT',
  'ADMIN_PORT',
  'EXPRESS_PORT',
  'FASTIFY_PORT',
  'PROMETHEUS_PORT',
  'NGINX_PORT',
] as const;

/** A compose project of its own: `docker compose …` typed here is about it alone, on ports of its own. */
export class Project {
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  /** Types a command into a shell in which `$GATEWAY_PORT` and its like are set. */
  sh(command: string): Promise<string> {
    return sh(command, this.#variables);
  }

  /** The lines that a command prints. */
  lines(command: string): Promise<string[]> {
    return lines(command, this.#variables);
  }

  /** Types a command that starts containers, and waits until `docker compose ps` has all of them healthy. */
  async up(command: string): Promise<void> {
    await this.sh(command);
    await eventually(async () => {
      const health = await this.lines("docker compose ps --format '{{.Health}}'");
      if (health.some((state) => state !== 'healthy'))
        throw new Error(`not all healthy: ${health.join(', ')}`);
    });
  }

  /** The base URL of the gateway. */
  get url(): string {
    return `http://127.0.0.1:${this.#variables['GATEWAY_PORT']}`;
  }

  /** The containers of a service, by their ids; the first twelve digits are their host name. */
  async replicas(service: string): Promise<string[]> {
    const ids = await this.lines(`docker compose ps -a -q --no-trunc ${service}`);
    return ids.map((id) => id.slice(0, 12));
  }
}

/** A project on a stage, with free ports; nothing is started yet. */
export async function openProject(stage: Stage): Promise<Project> {
  const ports = await Promise.all(PORTS.map(async (name) => [name, String(await freePort())] as const));
  return new Project({
    COMPOSE_PROJECT_NAME: stage.name('echo'),
    ...IMAGE_VARIABLES,
    ...Object.fromEntries(ports),
  });
}
