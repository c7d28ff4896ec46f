import type { RouteSettings } from '../config/schema.ts';
import { BodyGuard } from '../proxy/body-guard.ts';
import { REFUSALS, type Refusal } from '../proxy/refusals.ts';
import type { Comparand } from './comparison.ts';

/**
 * Reads the whole body of a request that is going to be sent twice.
 *
 * @returns the body, why it is refused, or `left` when the client is gone
 */
export async function collectBody(
  { request, response, bodyLength, expectsContinue, draining }: Comparand,
  settings: RouteSettings['body'],
): Promise<Buffer | Refusal | 'left'> {
  if (bodyLength === 0) return Buffer.alloc(0);
  if ((bodyLength ?? 0) > settings.limit) return REFUSALS.bodyTooLarge;
  if (request.body !== undefined) return Buffer.from(request.body, 'latin1');
  if (expectsContinue) response.writeContinue();
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const guard = new BodyGuard(request, { settings, draining }, () => done(REFUSALS.requestTimeout));
    const done = (outcome: Buffer | Refusal | 'left'): void => {
      guard.stop();
      request.off('data', take);
      response.off('close', leave);
      resolve(outcome);
    };
    const take = (part: Buffer): void => {
      parts.push(part);
      size += part.length;
      if (size > settings.limit) done(REFUSALS.bodyTooLarge);
    };
    const leave = (): void => done('left');
    request.on('data', take).on('end', () => done(Buffer.concat(parts)));
    response.on('close', leave);
  });
}
