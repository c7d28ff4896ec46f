import { authority } from '../config/upstream-urls.ts';

/** Whether an answer of this status may say where something is (RFC 9110 §10.2.2). */
export function pointsElsewhere(status: number): boolean {
  return status === 201 || (status >= 300 && status < 400);
}

/** Where an answer comes from. */
export interface Whereabouts {
  /** What the replica may call itself: its address, and the names that lead to it. */
  readonly names: readonly Place[];
  /** The part of the path that clients know of and the replica does not. */
  readonly prefix: string;
}

interface Place {
  readonly port: number;
  readonly host?: string;
  readonly hostname?: string;
}

/** With or without its scheme (RFC 3986 §4.2). */
const ABSOLUTE = /^(?:http:)?\/\/([^/?#]*)([^]*)$/iu;

/**
 * Makes a `Location` that leads to the replica itself lead through the gateway: nobody outside can reach that address, nor
 * should know it. Any other passes as it is; a path, too, since the replica is told its prefix (`X-Forwarded-Prefix`).
 */
export function rewriteLocation(fields: string[], { names, prefix }: Whereabouts): void {
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] ?? '';
    if (name.length !== LOCATION.length || name.toLowerCase() !== LOCATION) continue;
    const [, host = '', rest = ''] = ABSOLUTE.exec(fields[index + 1] ?? '') ?? [];
    if (!isOneOf(host, names)) continue;
    const path = rest.startsWith('/') ? rest : `/${rest}`;
    // Two slashes would begin with another host.
    fields[index + 1] = prefix === '' ? path.replace(/^\/+/u, '/') : prefix + path;
  }
}

const LOCATION = 'location';

function isOneOf(host: string, names: readonly Place[]): boolean {
  if (host === '') return false;
  const given = host.toLowerCase();
  return names.some(({ host: address = '', hostname = address, port }) => {
    const own = authority(hostname, port).toLowerCase();
    return given === own || `${given}:80` === own;
  });
}
