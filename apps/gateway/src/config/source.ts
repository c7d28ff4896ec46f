import { unwatchFile, watchFile } from 'node:fs';
import type { Environment } from '@echo-twins/shared/config/environment';
import { ConfigError } from '@echo-twins/shared/config/problem';
import type { Logger } from '@echo-twins/shared/logging/logger';
import { findConfig, readConfig } from './load.ts';
import type { GatewayConfig } from './schema.ts';
import { SHIPPED } from './shipped.ts';

/** How often a file is looked at, in milliseconds. By polling, because mounted files are replaced in many ways. */
const INTERVAL = 1000;

/** What is told about changes. */
export interface Follower {
  readonly logger: Logger;
  readonly changed: (config: GatewayConfig) => Promise<void>;
}

/** Where the configuration comes from, and how to follow its changes. */
export class ConfigSource {
  readonly #name: string;
  readonly #variables: Environment;

  constructor(name: string, variables: Environment) {
    this.#name = name;
    this.#variables = variables;
  }

  /** @throws {ConfigError} with every problem */
  read(): GatewayConfig {
    return readConfig(findConfig(this.#name), this.#variables);
  }

  /** Reads again, and says what came of it: a configuration with problems changes nothing. */
  async reload({ logger, changed }: Follower): Promise<void> {
    try {
      await changed(this.read());
      logger.info({ source: this.#name }, 'configuration read again');
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const problems = error.message.split('\n');
      logger.error({ source: this.#name, problems }, 'configuration has problems, the old one stays');
    }
  }

  /** Reloads whenever the file changes, until the answer is called. A shipped configuration does not change. */
  follow(follower: Follower): () => void {
    const name = this.#name;
    if (SHIPPED.has(name)) return () => undefined;
    const changed = (): void => void this.reload(follower);
    watchFile(name, { interval: INTERVAL, persistent: false }, changed);
    return () => unwatchFile(name, changed);
  }
}
