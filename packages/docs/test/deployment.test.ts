import { describe, expect, it } from '@jest/globals';
import { VARIABLES } from '../src/configuration.ts';
import { deploymentFiles, settingsOf } from './deployment.ts';

const KNOWN = {
  'express-echo': VARIABLES.twins,
  'fastify-echo': VARIABLES.twins,
  gateway: VARIABLES.gateway,
} as const;

describe('the deployment files', () => {
  const settings = deploymentFiles().flatMap(settingsOf);

  it('set variables', () => {
    expect(settings).toContainEqual({
      file: 'docker-compose.yml',
      service: 'gateway',
      name: 'EXPRESS_UPSTREAM',
    });
    expect(settings).toContainEqual({
      file: 'docker-compose.yml',
      service: 'express-echo',
      name: 'TRUST_PROXY',
    });
  });

  it('set none that the service does not read', () => {
    const unread = settings.filter(
      ({ service, name }) =>
        !name.startsWith('APP_') && KNOWN[service].every((variable) => variable.name !== name),
    );
    expect(unread).toEqual([]);
  });
});
