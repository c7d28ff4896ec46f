import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../machine/program.ts';
import type { ServerCommand } from '../processes/server.ts';

/** Where a peer listens and what it forwards to. */
export interface Site {
  readonly port: number;
  /** The port of the upstream on 127.0.0.1. */
  readonly upstream: number;
  /** A folder for its files, which is there while the benchmark runs. */
  readonly folder: string;
}

/** A gateway that is installed on this machine, or is not. */
export interface Peer {
  /** The program, which is also the name of its package in Debian. */
  readonly name: string;
  /** Its configuration: `/flask/…` goes to the upstream without the prefix. */
  configuration(site: Site): string;
  /** The arguments that make it stay in the foreground with that configuration. */
  args(file: string, site: Site): readonly string[];
  /** The arguments that make it tell its version. */
  readonly version: readonly string[];
}

/** How a peer is started; its configuration is written on the way. */
export function peerCommand(peer: Peer, site: Site): ServerCommand {
  const file = join(site.folder, `${peer.name}-${site.port}.conf`);
  writeFileSync(file, peer.configuration(site));
  return {
    command: peer.name,
    args: peer.args(file, site),
    env: { HOME: site.folder },
    url: `http://127.0.0.1:${site.port}`,
    ready: '/flask/bench',
  };
}

/** Whether a peer can be measured here. */
export function isInstalled({ name }: Peer): boolean {
  return findProgram(name) !== undefined;
}

/** A folder that is gone when the work is done. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
