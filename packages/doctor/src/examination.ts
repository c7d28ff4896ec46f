import { checkContainers, readScript } from './checks/containers.ts';
import { checkEngine } from './checks/engine.ts';
import { checkHealth } from './checks/health.ts';
import { checkMachine, engineFolder, type Needs } from './checks/machine.ts';
import { checkNode } from './checks/node.ts';
import { checkPorts } from './checks/ports.ts';
import { findContainers } from './containers.ts';
import type { DoctorConfig } from './environment.ts';
import type { Finding } from './finding.ts';

/** What is looked at, and with which measure. */
export interface Patient {
  readonly config: DoctorConfig;
  /** The repository's root. */
  readonly root: string;
  readonly needs: Needs;
}

/** Looks at everything, from the machine to what a container sees. It changes nothing. */
export async function examine({ config, root, needs }: Patient): Promise<Finding[]> {
  const engine = await checkEngine();
  const answers = engine.every(({ status }) => status === 'ok');
  const containers = answers ? await findContainers(root, config.COMPOSE_PROJECT_NAME) : [];
  const rest = await Promise.all([
    checkPorts(config, answers),
    checkContainers(containers, await readScript(root)),
    checkHealth(config),
    checkMachine(needs, [root, ...(answers ? await engineFolder() : [])]),
  ]);
  return [checkNode(process.version), ...engine, ...rest.flat()];
}
