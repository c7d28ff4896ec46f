import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { ArmSchema } from '../src/azure/arm-schema.ts';
import { readBicep } from '../src/azure/bicep.ts';

const FILE = fileURLToPath(new URL('../../../deploy/azure/container-apps.bicep', import.meta.url));
const text = readFileSync(FILE, 'utf8');
const App = z.object({
  body: z.object({
    name: z.string(),
    properties: z.object({
      configuration: z.object({
        ingress: z.object({ external: z.boolean(), targetPort: z.int() }),
        secrets: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
      }),
      template: z.object({
        scale: z.object({ minReplicas: z.int(), maxReplicas: z.int(), rules: z.array(z.unknown()).min(1) }),
      }),
    }),
  }),
});

async function apps(): Promise<z.infer<typeof App>['body'][]> {
  const resources = await readBicep(text);
  const found = resources.filter(({ type }) => type === 'Microsoft.App/containerApps');
  return found.map((resource) => App.parse(resource).body);
}

describe('container-apps.bicep', () => {
  it('gives an ingress from outside to the gateway only', async () => {
    const external = (await apps()).map(({ name, properties }) => [
      name,
      properties.configuration.ingress.external,
    ]);
    expect(external).toEqual([
      ['[each.name]', false],
      ['gateway', true],
    ]);
  });

  it('scales each by a rule, and never below one', async () => {
    for (const { properties } of await apps()) {
      const { minReplicas, maxReplicas } = properties.template.scale;
      expect(minReplicas).toBeGreaterThan(0);
      expect(maxReplicas).toBeGreaterThan(minReplicas);
    }
  });

  it('has the database URL as a secure parameter and in a secret, nowhere else', async () => {
    expect(text).toMatch(/@secure\(\)\n(?:@description.*\n)?param databaseUrl string/u);
    const [twin] = await apps();
    expect(twin?.properties.configuration.secrets).toEqual([
      { name: 'database-url', value: '[databaseUrl]' },
    ]);
    const gateway = (await apps()).find(({ name }) => name === 'gateway');
    expect(gateway?.properties.configuration.secrets).toBeUndefined();
  });

  it.each([
    ['location: location', 'location location', 'cannot be parsed'],
    ['location: location', 'location: loction', 'loction is not declared'],
    ["json('0.5')", "jsn('0.5')", 'jsn is no function'],
  ])('would not be taken with a typo: %s → %s', async (from, to, complaint) => {
    await expect(readBicep(text.replace(from, to))).rejects.toThrow(complaint);
  });
});

const schema = process.env['CONTAINER_APPS_SCHEMA'];
if (schema)
  describe('Azure’s schema of Container Apps', () => {
    async function problems(source: string, file = schema ?? ''): Promise<string[]> {
      const resources = (await readBicep(source)).filter(({ type }) => type.startsWith('Microsoft.App/'));
      expect(resources).toHaveLength(3);
      return resources.flatMap(({ type, apiVersion, body }) => {
        // Of templates, not of resources.
        const resource = Object.entries(body).filter(([key]) => key !== 'dependsOn');
        const known = new ArmSchema(file, type.replace('Microsoft.App/', ''));
        return known.problems({ type, apiVersion, ...Object.fromEntries(resource) });
      });
    }

    it('knows every key', async () => {
      expect(await problems(text)).toEqual([]);
    });

    it('would refuse one that it does not know', async () => {
      expect(await problems(text.replace('targetPort:', 'targetPrt:'))).not.toEqual([]);
    });
  });
