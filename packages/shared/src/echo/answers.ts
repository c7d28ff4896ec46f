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
import type { EchoesAnswer } from '../contract/echoes.ts';
import { ENDPOINTS } from '../contract/endpoints.ts';
import type { Framework } from '../contract/frameworks.ts';
import type { Journal } from '../journal/journal.ts';
import type { Page } from '../journal/page.ts';
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
  /** It is in the journal, too. */
  echo(message: string, clientIp: string, requestId: string): EchoAnswer;
  /** @throws {JournalUnavailable} when the journal cannot be read now */
  echoes(page: Page): Promise<EchoesAnswer>;
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
  readonly journal: Pick<Journal, 'store' | 'database' | 'record' | 'list'>;
  /** Container id or pod name: replicas differ in it. */
  readonly hostname?: string;
}

/** Computes what the two services answer, once for both; a framework only carries it. */
export function createAnswers({
  framework,
  config,
  lifecycle,
  env,
  journal,
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
    journal: { store: journal.store },
  };
  return {
    root: () => root,
    echo(message, clientIp, requestId) {
      const answer = { echo: message, timestamp: now(), hostname, client_ip: clientIp, metadata };
      journal.record(answer, requestId);
      return answer;
    },
    echoes: (page) => journal.list(page),
    info: () => info,
    livez: () => ({ status: 'alive' }),
    health() {
      const status = lifecycle.phase === 'ready' ? 'healthy' : lifecycle.phase;
      return { status: status === 'healthy' ? 200 : 503, body: { status, timestamp: now(), hostname } };
    },
    readyz() {
      const status = lifecycle.phase;
      const { database } = journal;
      const body = database === undefined ? { status } : { status, database };
      return { status: status === 'ready' ? 200 : 503, body };
    },
  };
}
