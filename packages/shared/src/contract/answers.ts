/** What the echo services receive and answer: the one definition that both twins, the conformance suite and the comparison use. */
import * as z from 'zod';

/** A body of `POST /echo`. Extra fields are ignored; the empty string is a message like any other. */
export const EchoRequest = z.object({ message: z.string() });

/** The answer of `GET /`: who answers, and what can be asked. */
export const RootAnswer = z.object({
  service: z.string(),
  version: z.string(),
  framework: z.string(),
  endpoints: z.record(z.string(), z.string()),
});

/** The answer of `POST /echo`. `metadata.async` is there on the Fastify twin only. */
export const EchoAnswer = z.object({
  echo: z.string(),
  timestamp: z.iso.datetime(),
  hostname: z.string(),
  client_ip: z.string(),
  metadata: z.object({
    framework: z.string(),
    version: z.string(),
    node_version: z.string(),
    async: z.literal(true).optional(),
  }),
});

/** The answer of `GET /health`: 200 while healthy, 503 from SIGTERM on. */
export const HealthAnswer = z.object({
  status: z.enum(['healthy', 'starting', 'draining']),
  timestamp: z.iso.datetime(),
  hostname: z.string(),
});

/** The answer of `GET /info`. `environment` holds `APP_*`, `PORT` and `HOSTNAME`, without anything that looks like a secret. */
export const InfoAnswer = z.object({
  container: z.object({ hostname: z.string(), node_version: z.string() }),
  application: z.object({
    framework: z.string(),
    version: z.string(),
    port: z.int().min(0).max(65_535),
    async: z.literal(true).optional(),
  }),
  environment: z.record(z.string(), z.string()),
  /** Where `GET /echoes` reads: in this process, which forgets, or in the database that all replicas share. */
  journal: z.object({ store: z.enum(['memory', 'postgresql']) }),
});

/** The answer of `GET /livez`: 200 as long as the process runs, also while it drains. */
export const LivenessAnswer = z.object({ status: z.literal('alive') });

/**
 * The answer of `GET /readyz`: 200 when ready, 503 while starting or draining. With a database its state is told, but is no
 * reason to be sent nothing: echoes are answered without it.
 */
export const ReadinessAnswer = z.object({
  status: z.enum(['ready', 'starting', 'draining']),
  database: z.enum(['connecting', 'up', 'down']).optional(),
});

/** A message to echo. */
export type EchoRequest = z.infer<typeof EchoRequest>;
/** The shape of {@link RootAnswer}. */
export type RootAnswer = z.infer<typeof RootAnswer>;
/** The shape of {@link EchoAnswer}. */
export type EchoAnswer = z.infer<typeof EchoAnswer>;
/** The shape of {@link HealthAnswer}. */
export type HealthAnswer = z.infer<typeof HealthAnswer>;
/** The shape of {@link InfoAnswer}. */
export type InfoAnswer = z.infer<typeof InfoAnswer>;
/** The shape of {@link LivenessAnswer}. */
export type LivenessAnswer = z.infer<typeof LivenessAnswer>;
/** The shape of {@link ReadinessAnswer}. */
export type ReadinessAnswer = z.infer<typeof ReadinessAnswer>;
