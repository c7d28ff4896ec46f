import type { ServerCommand } from '../processes/server.ts';

/** One of the servers that are measured side by side. */
export interface Lane {
  readonly name: string;
  /** The lane that this one is compared with; undefined for a baseline. */
  readonly baseline?: string;
  /** The highest ratio to the baseline that is aimed at. */
  readonly goal?: number;
  /** Whether it writes one log line a request, which is then checked. */
  readonly logs?: boolean;
  /** How to start it on a port. */
  command(port: number): ServerCommand;
}
