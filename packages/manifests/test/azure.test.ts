import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import * as z from 'zod';
import { rehearse, type Rehearsal, type Rehearsed } from '../src/azure/rehearsal.ts';
import { ArmSchema } from '../src/azure/arm-schema.ts';
import { readDocuments } from '../src/documents.ts';

const REGISTRY = { REGISTRY: 'myechotwins' };
const SECRET = 'postgres://echo:p%40ss&word@db.example.com:5432/echo';
const DEPLOYMENTS = ['registry.sh', 'instances.sh', 'group.sh', 'container-apps.sh', 'aks.sh'];

const Group = z.looseObject({
  properties: z.looseObject({
    ipAddress: z.looseObject({ ports: z.array(z.object({ port: z.int(), protocol: z.literal('TCP') })) }),
    containers: z.array(
      z.object({
        name: z.string(),
        properties: z.looseObject({
          ports: z.array(z.looseObject({ port: z.int() })),
          environmentVariables: z.array(
            z.strictObject({
              name: z.string(),
              value: z.string().optional(),
              secureValue: z.string().optional(),
            }),
          ),
          resources: z.strictObject({
            requests: z.strictObject({ cpu: z.number(), memoryInGB: z.number() }),
            limits: z.strictObject({ cpu: z.number(), memoryInGB: z.number() }),
          }),
          livenessProbe: z.looseObject({}),
          readinessProbe: z.looseObject({}),
        }),
      }),
    ),
  }),
});

/** The words of the commands that make something, each command as one line. */
function makes({ commands }: Rehearsed): string[] {
  return commands
    .map((words) => words.join(' '))
    .filter((line) => / (?:create|build|push|apply|login) /u.test(`${line} `));
}

async function succeeds(rehearsal: Rehearsal): Promise<Rehearsed> {
  const rehearsed = await rehearse(rehearsal);
  expect({ status: rehearsed.status, stderr: rehearsed.stderr }).toMatchObject({ status: 0 });
  return rehearsed;
}

describe.each(DEPLOYMENTS)('deploy/azure/%s', (script) => {
  it('says what is missing or wrong, all of it, before anything is started', async () => {
    const missing = await rehearse({ script });
    expect(missing.status).toBe(2);
    expect(missing.stderr).toMatch(/^REGISTRY is not set: expected the name of a container registry/mu);
    expect(missing.commands).toEqual([]);

    const wrong = await rehearse({
      script,
      variables: { REGISTRY: 'my.azurecr.io', TAG: 'a tag', LOCATION: 'West Europe' },
    });
    expect(wrong.status).toBe(2);
    for (const name of ['REGISTRY="my.azurecr.io"', 'TAG="a tag"', 'LOCATION="West Europe"'])
      expect(wrong.stderr).toContain(`${name} cannot be used: expected `);
    expect(wrong.commands).toEqual([]);
  });

  it('makes nothing when nobody is signed in', async () => {
    const rehearsed = await rehearse({ script, variables: REGISTRY, azure: { signedIn: false } });
    expect(rehearsed.status).toBe(1);
    expect(rehearsed.stderr).toContain('az login');
    expect(makes(rehearsed)).toEqual([]);
  });

  it('can be run again: what it makes, Azure leaves as it is', async () => {
    const first = await succeeds({ script, variables: REGISTRY });
    expect(makes(first).length).toBeGreaterThan(1);
    const again = await succeeds({ script, variables: REGISTRY });
    expect(makes(again).map(stable)).toEqual(makes(first).map(stable));
  });
});

/** Without the folder that is another one each time. */
function stable(line: string): string {
  return line.replaceAll(/\/\S*\/tmp\.\w+/gu, 'FOLDER');
}

describe('a registry that has not the images, or is another one', () => {
  it.each(DEPLOYMENTS.filter((script) => script !== 'registry.sh'))('stops %s', async (script) => {
    const rehearsed = await rehearse({ script, variables: REGISTRY, azure: { images: false } });
    expect(rehearsed.status).toBe(1);
    expect(rehearsed.stderr).toContain('registry myechotwins has no image gateway:1.0.0');
    expect(makes(rehearsed)).toEqual([]);
  });
});

describe('a database URL', () => {
  it.each(['group.sh', 'container-apps.sh'])(
    'reaches az through a pipe and no command line: %s',
    async (script) => {
      const rehearsed = await succeeds({ script, variables: { ...REGISTRY, DATABASE_URL: SECRET } });
      expect(rehearsed.commands.flat().join('\n')).not.toContain('p%40ss');
      expect(rehearsed.stdout + rehearsed.stderr).not.toContain('p%40ss');
      expect(rehearsed.piped).toContain(SECRET);
    },
  );

  it.each(['group.sh', 'container-apps.sh'])('with a typo stops %s, and is not shown', async (script) => {
    const variables = { ...REGISTRY, DATABASE_URL: 'postgre://echo:hidden@db/echo' };
    const rehearsed = await rehearse({ script, variables });
    expect(rehearsed.status).toBe(2);
    expect(rehearsed.stderr).toBe(
      'DATABASE_URL cannot be used: expected postgres://USER:PASSWORD@HOST:PORT/NAME, what is special in it percent-encoded\n',
    );
    expect(rehearsed.commands).toEqual([]);
  });
});

describe('the container group', () => {
  async function group(variables: Record<string, string> = {}): Promise<z.infer<typeof Group>> {
    const { piped } = await succeeds({ script: 'group.sh', variables: { ...REGISTRY, ...variables } });
    expect(piped).not.toContain('${');
    return Group.parse(readDocuments(piped)[0]);
  }

  it('gives each container a port of its own, and makes the gateway’s public', async () => {
    const { containers, ipAddress } = (await group()).properties;
    expect(
      containers.map(({ name, properties }) => [name, properties.ports.map(({ port }) => port)]),
    ).toEqual([
      ['gateway', [8080]],
      ['express-echo', [8081]],
      ['fastify-echo', [8082]],
    ]);
    expect(ipAddress.ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
    for (const { properties } of containers)
      expect(properties.environmentVariables).toContainEqual({
        name: 'PORT',
        value: String(properties.ports[0]?.port),
      });
  });

  it('keeps the database URL as a secure value, and has none without one', async () => {
    const secure = (parsed: z.infer<typeof Group>) =>
      parsed.properties.containers.flatMap(({ properties }) =>
        properties.environmentVariables.filter(({ name }) => name === 'DATABASE_URL'),
      );
    const one = { name: 'DATABASE_URL', secureValue: SECRET };
    expect(secure(await group({ DATABASE_URL: SECRET }))).toEqual([one, one]);
    expect(secure(await group())).toEqual([]);
  });
});

describe('aks.sh', () => {
  it('makes a cluster that is not there, and leaves one that is', async () => {
    const creations = ({ commands }: Rehearsed): number =>
      commands.filter(([, group, verb]) => group === 'aks' && verb === 'create').length;
    const variables = REGISTRY;
    expect(creations(await succeeds({ script: 'aks.sh', variables }))).toBe(1);
    expect(creations(await succeeds({ script: 'aks.sh', variables, azure: { cluster: true } }))).toBe(0);
  });

  it('names the images of the registry', async () => {
    const { piped } = await succeeds({ script: 'aks.sh', variables: { ...REGISTRY, TAG: '2.0.0' } });
    expect(readDocuments(piped)[0]).toMatchObject({
      images: ['gateway', 'express-echo', 'fastify-echo'].map((service) => ({
        name: `registry.invalid/${service}`,
        newName: `myechotwins.azurecr.io/${service}`,
        newTag: '2.0.0',
      })),
    });
  });
});

describe('teardown.sh', () => {
  it('removes nothing until the name is given once more', async () => {
    for (const variables of [{}, { CONFIRM: 'other' }]) {
      const { status, stderr, commands } = await rehearse({ script: 'teardown.sh', variables });
      expect(status).toBe(2);
      expect(stderr).toMatch(/^CONFIRM.*expected .*echo-twins\n$/u);
      expect(commands).toEqual([]);
    }
  });

  it('removes the resource group, and nothing when it is gone', async () => {
    const removals = ({ commands }: Rehearsed): number =>
      commands.filter((words) => words.includes('delete')).length;
    const variables = { CONFIRM: 'echo-twins' };
    expect(removals(await succeeds({ script: 'teardown.sh', variables }))).toBe(1);
    expect(removals(await succeeds({ script: 'teardown.sh', variables, azure: { group: false } }))).toBe(0);
  });
});

const schema = process.env['CONTAINER_GROUP_SCHEMA'];
if (schema)
  test('Azure’s schema of a container group knows every key', async () => {
    const groups = new ArmSchema(schema, 'containerGroups');
    for (const DATABASE_URL of ['', SECRET]) {
      const { piped } = await succeeds({ script: 'group.sh', variables: { ...REGISTRY, DATABASE_URL } });
      expect(groups.problems(readDocuments(piped)[0])).toEqual([]);
      expect(groups.problems(readDocuments(piped.replace('restartPolicy', 'restartPolcy'))[0])).not.toEqual(
        [],
      );
    }
    expect(readFileSync(schema, 'utf8')).toContain('2025-09-01');
  });
