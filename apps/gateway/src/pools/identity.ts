import * as z from 'zod';

const Identified = z.object({ hostname: z.string().min(1) });

/**
 * Who answers a health check, by the `hostname` in its JSON: in a container that is the container's own. Undefined when it
 * does not say.
 */
export function identityOf(body: string): string | undefined {
  try {
    return Identified.safeParse(JSON.parse(body)).data?.hostname;
  } catch {
    return undefined;
  }
}
