import type { Server } from 'node:http';
import type { Environment } from '@echo-twins/shared/config/environment';
import { readEnvironment } from '@echo-twins/shared/config/environment';
import { FASTIFY } from '@echo-twins/shared/contract/frameworks';
import { type EchoDependencies, echoDependencies } from '@echo-twins/shared/echo/dependencies';
import { EchoEnvironment } from '@echo-twins/shared/echo/environment';
import { MemoryJournal } from '@echo-twins/shared/journal/memory-journal';
import { memoryLog } from '@echo-twins/shared/logging/memory-log';
import { buildServer } from '../src/server.ts';

/** A twin inside the test's own process. */
export interface Twin {
  readonly server: Server;
  /** What it has logged so far. */
  readonly lines: readonly Record<string, unknown>[];
}

/** Builds the twin as it runs, but for what a test wants to be different; it does not listen yet. */
export async function buildTwin(
  env: Environment = {},
  changes: Partial<EchoDependencies> = {},
): Promise<Twin> {
  const config = readEnvironment(EchoEnvironment, env);
  const { logger, lines } = memoryLog(config.LOG_LEVEL);
  const journal = new MemoryJournal();
  const sources = { config, env, journal, logger, lifecycle: { phase: 'ready' } } as const;
  const server = await buildServer({ ...echoDependencies(FASTIFY, sources), ...changes });
  return { server, lines };
}
