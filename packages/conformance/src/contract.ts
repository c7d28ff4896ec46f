import type { Check } from './check.ts';
import { ALIGNED } from './checks/aligned.ts';
import { ECHO } from './checks/echo.ts';
import { ECHOES } from './checks/echoes.ts';
import { IDENTITY } from './checks/identity.ts';
import { REFUSALS } from './checks/refusals.ts';
import { ROOT } from './checks/root.ts';
import { STATE } from './checks/state.ts';
import type { Profile } from './manners.ts';

/** The contract of the echo services, in sentences that can be checked from outside. */
export const CONTRACT: readonly Check[] = [...ROOT, ...ECHO, ...ECHOES, ...REFUSALS, ...STATE, ...IDENTITY];

/** The contract of a profile. */
export function contractOf(profile: Profile): readonly Check[] {
  return profile === 'aligned' ? [...CONTRACT, ...ALIGNED] : CONTRACT;
}
