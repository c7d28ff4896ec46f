import type { IncomingHttpHeaders } from 'node:http';
import type { HttpProblem } from './problem.ts';
import { CONTENT_TOO_LARGE, UNSUPPORTED_CODING, UNSUPPORTED_MEDIA_TYPE } from './problems.ts';

/** Why a body will not be read, as far as its headers tell; undefined when nothing is wrong with them. */
export function contentRefusal(headers: IncomingHttpHeaders, limit: number): HttpProblem | undefined {
  if (Number(headers['content-length']) > limit) return CONTENT_TOO_LARGE;
  if (!isJson(headers['content-type'])) return UNSUPPORTED_MEDIA_TYPE;
  const coding = headers['content-encoding'];
  if (coding === undefined || coding === '' || coding.toLowerCase() === 'identity') return undefined;
  return UNSUPPORTED_CODING;
}

const JSON_TYPE = 'application/json';
/** One parameter with its semicolon (RFC 9110 §5.6.6); a semicolon alone is allowed too. Sticky: no backtracking over the field. */
const PARAMETER =
  /[\t ]*;[\t ]*(?:(?<name>[\w!#$%&'*+.^`|~-]+)=(?<value>[\w!#$%&'*+.^`|~-]+|"(?:[^"\\]|\\.)*"))?/uy;

/** `application/json`, and no `charset` other than UTF-8. JSON defines no parameters; others are ignored. */
function isJson(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  if (contentType === JSON_TYPE) return true;
  const field = contentType.toLowerCase();
  if (!field.startsWith(JSON_TYPE)) return false;
  const end = field.trimEnd().length;
  for (let at = JSON_TYPE.length; at < end; at = PARAMETER.lastIndex) {
    PARAMETER.lastIndex = at;
    const { name, value } = PARAMETER.exec(field)?.groups ?? { name: 'charset' };
    if (name === 'charset' && value !== 'utf-8' && value !== '"utf-8"') return false;
  }
  return true;
}
