import { ArmSchema } from '@echo-twins/manifests/azure/arm-schema';
import { rehearse } from '@echo-twins/manifests/azure/rehearsal';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { Tool } from '../src/tool.ts';

const az = new Tool('azure-cli');
beforeAll(() => az.build(), BUILD_TIMEOUT);

const Parsed = z.object({ command: z.array(z.string()), complaint: z.string() });

/** What the parser of the real `az` says of commands, in their order. */
async function parse(commands: readonly (readonly string[])[]): Promise<z.infer<typeof Parsed>[]> {
  const printed = await az.run(
    `python3 -W ignore packages/container-tests/tools/parse-az.py 2>/dev/null <<'COMMANDS'\n${JSON.stringify(commands)}\nCOMMANDS`,
  );
  return printed.split('\n').map((line) => Parsed.parse(JSON.parse(line)));
}

const Sent = z.object({ method: z.string(), path: z.string(), body: z.looseObject({}) });
type Sent = z.infer<typeof Sent>;

/** What the real `az` sends for the commands of scripts that make something; in place of Azure is something that takes all of it. */
async function record(scripts: readonly string[]): Promise<Sent[]> {
  const rehearsed = await Promise.all(
    scripts.map((script) => rehearse({ script, variables: { REGISTRY: 'myechotwins' } })),
  );
  const asked = rehearsed.flatMap(({ commands, piped }) =>
    commands
      .filter(([name, ...words]) => name === 'az' && MAKES.test(words.join(' ')))
      .map(([, ...words]) => ({ words, piped: words.includes('/dev/stdin') ? piped : '' })),
  );
  const printed = await az.run(
    `python3 -W ignore packages/container-tests/tools/record-az.py 2>/dev/null <<'COMMANDS'\n${JSON.stringify(asked)}\nCOMMANDS`,
  );
  return printed.split('\n').map((line) => Sent.parse(JSON.parse(line)));
}

/** The identity that images are pulled with, as the rehearsal names it. */
const PULL = expect.stringMatching(/\/userAssignedIdentities\/echo-twins-pull$/u);

/** What a template has in the body and a request in its address. */
const TEMPLATE = {
  name: 'echo-twins',
  type: 'Microsoft.ContainerInstance/containerGroups',
  apiVersion: '2025-09-01',
};

const MAKES = /^(?:group|acr|identity|container|aks) create /u;

describe('the real az', () => {
  it('takes every command of the scripts', async () => {
    const variables = { REGISTRY: 'myechotwins', CONFIRM: 'echo-twins' };
    const scripts = ['registry.sh', 'instances.sh', 'group.sh', 'container-apps.sh', 'aks.sh', 'teardown.sh'];
    const rehearsed = await Promise.all(scripts.map((script) => rehearse({ script, variables })));
    const commands = rehearsed
      .flatMap((each) => each.commands)
      .filter(([name]) => name === 'az')
      .map((words) => words.slice(1));
    const different = [...new Map(commands.map((words) => [words.join(' '), words])).values()];
    expect(different.length).toBeGreaterThan(15);
    const parsed = await parse(different);
    expect(parsed.map(({ command }) => command)).toEqual(different);
    expect(parsed.filter(({ complaint }) => complaint !== '')).toEqual([]);
  });

  it('refuses an option or a command that it does not have', async () => {
    const [option, command] = await parse([
      ['container', 'create', '--resource-group', 'g', '--colour', 'blue'],
      ['container', 'crate', '--resource-group', 'g'],
    ]);
    expect(option?.complaint).toContain('unrecognized arguments: --colour blue');
    expect(command?.complaint).toContain('there is no command');
  });

  it('sends what the scripts mean, in bodies that Azure’s schema knows', async () => {
    const sent = await record(['registry.sh', 'instances.sh', 'group.sh', 'aks.sh']);
    const bodies = new Map(
      sent.map(({ path, body }) => [path.split('/').filter(Boolean).slice(-2).join('/'), body]),
    );
    const groups = [...bodies].filter(([path]) => path.startsWith('containerGroups/'));
    expect(sent.map(({ method }) => method)).toEqual(sent.map(() => 'PUT'));
    expect([...bodies.keys()]).toEqual([
      'resourcegroups/echo-twins',
      'registries/myechotwins',
      'userAssignedIdentities/echo-twins-pull',
      'containerGroups/express-echo',
      'containerGroups/fastify-echo',
      'containerGroups/echo-twins',
      'managedClusters/echo-twins',
    ]);
    expect(bodies.get('registries/myechotwins')).toMatchObject({ properties: { adminUserEnabled: false } });
    expect(bodies.get('containerGroups/express-echo')).toMatchObject({
      location: 'westeurope',
      identity: { type: 'UserAssigned' },
      properties: {
        osType: 'Linux',
        restartPolicy: 'Always',
        imageRegistryCredentials: [{ server: 'myechotwins.azurecr.io', identity: PULL }],
        ipAddress: { type: 'Public', ports: [{ port: 8080 }], dnsNameLabel: 'myechotwins-express-echo' },
        containers: [
          {
            properties: {
              image: 'myechotwins.azurecr.io/express-echo:1.0.0',
              resources: { requests: { cpu: 0.5, memoryInGB: 0.5 } },
              environmentVariables: [{ name: 'LOG_LEVEL', value: 'info' }],
            },
          },
        ],
      },
    });
    expect(bodies.get('containerGroups/echo-twins')).toMatchObject({
      properties: {
        containers: [{ name: 'gateway' }, { name: 'express-echo' }, { name: 'fastify-echo' }],
      },
    });
    const schema = process.env['CONTAINER_GROUP_SCHEMA'];
    const known = schema ? new ArmSchema(schema, 'containerGroups') : undefined;
    expect(groups.flatMap(([, body]) => known?.problems({ ...TEMPLATE, ...body }) ?? [])).toEqual([]);
  });
});
