import { hostname as systemHostname } from 'node:os';
import type { Environment } from '../config/environment.ts';
import type {
  EchoAnswer,
  HealthAnswer,
  InfoAnswer,
  LivenessAnswer,
  ReadinessAnswer,
  RootAnswer,
} from '../contract/answers.ts';
import { ENDPOINTS } from '../contract/endpoints.ts';
import type { Framework } from '../contract/frameworks.ts';
import type { Lifecycle } from '../lifecycle/phase.ts';
import type { EchoConfig } from './environment.ts';
import { publicEnvironment } from './public-environment.ts';

/** An answer with its status. */
export interface Answer<T> {
  readonly status: 200 | 503;
  readonly body: T;
}

/** What an echo service answers, whichever framework sends it. */
export interface Answers {
  root(): RootAnswer;
  echo(message: string, clientIp: string): EchoAnswer;
  info(): InfoAnswer;
  health(): Answer<HealthAnswer>;
  livez(): LivenessAnswer;
  readyz(): Answer<ReadinessAnswer>;
}

/** What the answers are made of. */
export interface AnswerSources {
  readonly framework: Framework;
  readonly config: Pick<EchoConfig, 'APP_VERSION' | 'PORT'>;
  readonly lifecycle: Pick<Lifecycle, 'phase'>;
  readonly env: Environment;
  /** Container id or pod name: replicas differ in it. */
  readonly hostname?: string;
}

/** Computes what the two services answer, once for both; a framework only carries it. */
export function createAnswers({
  framework,
  config,
  lifecycle,
  env,
  hostname = systemHostname(),
}: AnswerSources): Answers {
  const async = framework.async ? ({ async: true } as const) : {};
  const now = (): string => new Date().toISOString();
  const root: RootAnswer = {
    service: framework.service,
    version: config.APP_VERSION,
    framework: framework.name,
    endpoints: ENDPOINTS,
  };
  const metadata = {
    framework: framework.name,
    version: config.APP_VERSION,
    node_version: process.version,
    ...async,
  };
  const info: InfoAnswer = {
    container: { hostname, node_version: process.version },
    application: { framework: framework.name, version: config.APP_VERSION, port: config.PORT, ...async },
    environment: publicEnvironment(env),
  };
  return {
    root: () => root,
    echo: (message, clientIp) => ({
      echo: message,
      timestamp: now(),
      hostname,
      client_ip: clientIp,
      metadata,
    }),
    info: () => info,
    livez: () => ({ status: 'alive' }),
    health() {
      const status = lifecycle.phase === 'ready' ? 'healthy' : lifecycle.phase;
      return { status: status === 'healthy' ? 200 : 503, body: { status, timestamp: now(), hostname } };
    },
    readyz() {
      const status = lifecycle.phase;
      return { status: status === 'ready' ? 200 : 503, body: { status } };
    },
  };
}
