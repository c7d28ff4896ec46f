import { HealthAnswer, LivenessAnswer, ReadinessAnswer } from '@echo-twins/shared/contract/answers';
import type { Answers } from '@echo-twins/shared/echo/answers';
import type { RouteOptions } from 'fastify';
import { schemaOf } from './schema.ts';

/** `GET /health` */
export function health(answers: Answers): RouteOptions {
  return {
    method: 'GET',
    url: '/health',
    schema: { response: { 200: schemaOf(HealthAnswer), 503: schemaOf(HealthAnswer) } },
    handler: async (_request, reply) => {
      const { status, body } = answers.health();
      return reply.code(status).send(body);
    },
  };
}

/** `GET /livez` */
export function livez(answers: Answers): RouteOptions {
  return {
    method: 'GET',
    url: '/livez',
    schema: { response: { 200: schemaOf(LivenessAnswer) } },
    handler: async () => answers.livez(),
  };
}

/** `GET /readyz` */
export function readyz(answers: Answers): RouteOptions {
  return {
    method: 'GET',
    url: '/readyz',
    schema: { response: { 200: schemaOf(ReadinessAnswer), 503: schemaOf(ReadinessAnswer) } },
    handler: async (_request, reply) => {
      const { status, body } = answers.readyz();
      return reply.code(status).send(body);
    },
  };
}
