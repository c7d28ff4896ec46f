import { isSecretName } from '@echo-twins/shared/config/problem';
import type { GatewayConfig } from '../config/schema.ts';

/** The configuration as it is in effect, defaults included. What is called like a secret is not shown. */
export function effectiveConfig({ pools, ...rest }: GatewayConfig): unknown {
  const all = { ...Object.fromEntries(pools.single), ...Object.fromEntries(pools.groups) };
  return JSON.parse(
    JSON.stringify({ pools: all, ...rest }, (key, value: unknown) =>
      isSecretName(key) ? '(hidden)' : value,
    ),
  );
}
