import type { Finding } from './finding.ts';
import type { Stage } from './stage.ts';

/** One kind of trouble, and what is measured while it lasts. */
export interface Scenario {
  /** As `--only` has it. */
  readonly name: string;
  readonly purpose: string;
  /** Runs it; what it starts on the stage is ended by whoever called. */
  run(stage: Stage): Promise<readonly Finding[]>;
  /** Why it cannot be run on this machine; undefined when it can. */
  obstacle?(): string | undefined;
}
