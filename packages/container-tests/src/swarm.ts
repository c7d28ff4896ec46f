import { lines, sh } from './shell.ts';
import { eventually } from './eventually.ts';

/** Makes this engine a swarm of one node, unless it is one. Answers what undoes it. */
export async function joinSwarm(): Promise<() => Promise<void>> {
  if ((await sh("docker info --format '{{.Swarm.LocalNodeState}}'")) === 'active')
    return async () => undefined;
  await sh('docker swarm init --advertise-addr 127.0.0.1');
  return async () => void (await sh('docker swarm leave --force'));
}

/** Removes a stack, and waits until its containers are gone. */
export async function removeStack(stack: string): Promise<void> {
  await sh(`docker stack rm ${stack}`);
  await eventually(async () => {
    const left = await lines(`docker ps -aq --filter label=com.docker.stack.namespace=${stack}`);
    if (left.length > 0) throw new Error(`${left.length} containers are left`);
  });
}
