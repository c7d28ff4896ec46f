import type { Environment } from '../config/environment.ts';
import type { Framework } from '../contract/frameworks.ts';
import { SERVICE_LIMITS, type ServiceLimits } from '../http/limits.ts';
import type { Journal } from '../journal/journal.ts';
import type { Lifecycle } from '../lifecycle/phase.ts';
import type { Logger } from '../logging/logger.ts';
import { type Answers, createAnswers } from './answers.ts';
import type { EchoConfig } from './environment.ts';

/** What a twin is built from. */
export interface EchoDependencies {
  readonly answers: Answers;
  readonly config: EchoConfig;
  readonly logger: Logger;
  readonly limits: ServiceLimits;
}

/** What a twin's dependencies are made of. */
export interface EchoSources {
  readonly config: EchoConfig;
  readonly env: Environment;
  readonly lifecycle: Pick<Lifecycle, 'phase'>;
  readonly journal: Journal;
  readonly logger: Logger;
}

/** The dependencies of a twin that runs; tests replace what they want to be different. */
export function echoDependencies(framework: Framework, sources: EchoSources): EchoDependencies {
  const { config, env, journal, lifecycle, logger } = sources;
  const answers = createAnswers({ framework, config, env, journal, lifecycle });
  return { answers, config, logger, limits: SERVICE_LIMITS };
}
