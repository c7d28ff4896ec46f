import { scanRequests } from '../wire/request-scan.ts';
import { bytesOf } from '../exchange/step.ts';
import type { Lane } from '../lanes/lane.ts';
import type { Probe } from './probe.ts';

/** What a caller narrows the probes down by. */
export interface Choice {
  /** Each is a part of an id, a group or a tag; several mean any of them. */
  readonly filters: readonly string[];
  readonly slow: boolean;
  readonly lanes: readonly Lane[];
}

/** The probes to run: those that match, and that make sense on every lane. */
export function chooseProbes(probes: readonly Probe[], { filters, slow, lanes }: Choice): Probe[] {
  const contract = lanes.some(({ routes }) => routes === 'contract');
  const owned = lanes.every((lane) => lane.owned);
  return probes.filter(
    (probe) =>
      (slow || !probe.slow) &&
      (owned || !needsProcess(probe)) &&
      (!contract || !usesLaneRoute(probe)) &&
      (filters.length === 0 || filters.some((filter) => matches(probe, filter))),
  );
}

function matches({ id, group, tags }: Probe, filter: string): boolean {
  return [id, group, ...tags].some((text) => text.includes(filter));
}

function needsProcess({ steps }: Probe): boolean {
  return steps.some((step) => 'signal' in step || 'exit' in step);
}

/** Routes that only this package's lanes have; a path that none has is a fair question to every service. */
const LANE_ROUTES =
  /^\/(?:any|p|opt|nobody|item|text|html|buf|null|send-null|undef|num|bigint|circ|date|schema|throw\S*|reject|after-send|double|nocontent|204body|304body|status-bad|redirect\S*|hdr-crlf|cookie|stream\S*|big|slow)(?:[/?\s]|$)/u;

function usesLaneRoute({ steps }: Probe): boolean {
  const bytes = Buffer.concat(steps.map((step) => bytesOf(step, new Map())));
  return scanTargets(bytes).some((target) => LANE_ROUTES.test(target));
}

function scanTargets(bytes: Buffer): string[] {
  if (scanRequests(bytes).length === 0) return [];
  return [...bytes.toString('latin1').matchAll(/^[A-Z]+ (?<target>\S+)/gmu)].map(
    ({ groups }) => groups?.['target'] ?? '',
  );
}
