import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readManifests } from './documents.ts';
import { OpenApi } from './openapi.ts';

const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
const file = join(folder, 'schemas.json');
writeFileSync(
  file,
  JSON.stringify({
    'io.k8s.api.core.v1.Thing': {
      type: 'object',
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: { type: 'object' },
        spec: { allOf: [{ $ref: '#/components/schemas/io.k8s.api.core.v1.ThingSpec' }] },
      },
      'x-kubernetes-group-version-kind': [{ group: '', kind: 'Thing', version: 'v1' }],
    },
    'io.k8s.api.core.v1.ThingSpec': { type: 'object', properties: { count: { type: 'integer' } } },
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

function problems(spec: string, kind = 'Thing'): string[] | undefined {
  const [manifest] = readManifests(`{ apiVersion: v1, kind: ${kind}, metadata: { name: a }, spec: ${spec} }`);
  if (!manifest) throw new Error('no manifest');
  return new OpenApi(file).problems(manifest);
}

describe('the schemas of an API server', () => {
  it('have nothing against an object that fits', () => {
    expect(problems('{ count: 1 }')).toEqual([]);
  });

  it('refuse an unknown key in a part that they only refer to', () => {
    expect(problems('{ cuont: 1 }')).toEqual([expect.stringMatching(/^Thing a\/spec: .*cuont/u)]);
  });

  it('refuse a value of another type', () => {
    expect(problems('{ count: one }')).toEqual([expect.stringMatching(/^Thing a\/spec\/count: /u)]);
  });

  it('say so when they do not know the kind', () => {
    expect(problems('{}', 'Other')).toBeUndefined();
  });
});
