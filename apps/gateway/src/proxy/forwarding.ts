import type { Caller } from '../admission.ts';
import type { RequestHead } from './request-head.ts';

/**
 * The lines of `X-Forwarded-*` and what else tells of the client. From a peer that is not trusted nothing is kept, so that
 * nobody can claim to be somebody else; a trusted peer's fields are kept, and the gateway's own continue them. `Forwarded`
 * (RFC 7239) is only continued, never begun.
 *
 * @param prefix the part of the path that was taken off; empty when none was
 */
export function forwardedLines(
  { host, claims, hearsay }: RequestHead,
  { peer, trusted }: Caller,
  prefix: string,
): string {
  const claimed = trusted ? claims : undefined;
  const chain = claimed?.['x-forwarded-for'];
  let lines = `x-forwarded-for: ${chain === undefined ? peer : `${chain}, ${peer}`}\r\n`;
  const claimedHost = claimed?.['x-forwarded-host'] ?? host;
  if (claimedHost !== '') lines += `x-forwarded-host: ${claimedHost}\r\n`;
  lines += `x-forwarded-proto: ${claimed?.['x-forwarded-proto'] ?? 'http'}\r\n`;
  const fullPrefix = `${claimed?.['x-forwarded-prefix'] ?? ''}${prefix}`;
  if (fullPrefix !== '') lines += `x-forwarded-prefix: ${fullPrefix}\r\n`;
  if (trusted) lines += hearsay;
  const forwarded = claimed?.['forwarded'];
  return forwarded === undefined ? lines : `${lines}forwarded: ${forwarded}, for=${node(peer)}\r\n`;
}

const PATH = /^(?:\/[\w.~!$&'()*+,=:@%-]+)+$/u;

/**
 * The part of the path that clients know of and the replica does not: what the gateway took off, behind what a trusted proxy
 * in front of it took off before. A claim that is no path does not count.
 *
 * @param lines the request's, as the replica is sent them
 * @param own what the gateway took off
 */
export function publicPrefix(lines: string, own: string): string {
  const told = PREFIX.exec(lines)?.[1]?.replaceAll(/\/{2,}/gu, '/') ?? '';
  return PATH.test(told) ? told : own;
}

/** The gateway's own line; the client's has been taken out. */
const PREFIX = /^x-forwarded-prefix: (.*)\r$/mu;

/** A node identifier of RFC 7239 §6: IPv6 addresses in brackets and quotes. */
function node(address: string): string {
  return address.includes(':') ? `"[${address}]"` : address;
}
