import { GatewayEnvironment } from '@echo-twins/gateway/config/environment';
import { LauncherEnvironment } from '@echo-twins/launcher/environment';
import { describeVariables, type Variable } from '@echo-twins/shared/config/environment';
import { EchoEnvironment } from '@echo-twins/shared/echo/environment';
import { table } from './table.ts';

/** The variables that a twin, the gateway and `npm start` read. */
export const VARIABLES: Readonly<Record<'twins' | 'gateway' | 'launcher', readonly Variable[]>> = {
  twins: describeVariables(EchoEnvironment),
  gateway: describeVariables(GatewayEnvironment),
  launcher: describeVariables(LauncherEnvironment),
};

/** The table of what the three services read from their environment. A variable that they share has one row. */
export function serviceVariables(): string {
  const { twins, gateway } = VARIABLES;
  const shared = twins.filter((twin) => gateway.some((variable) => isSame(twin, variable)));
  const only = (variables: readonly Variable[]): Variable[] =>
    variables.filter((variable) => !shared.some((common) => isSame(common, variable)));
  return table([
    ['variable', 'read by', 'default', 'what for', 'accepted'],
    ...shared.map((variable) => row(variable, 'all')),
    ...only(twins).map((variable) => row(variable, 'twins')),
    ...only(gateway).map((variable) => row(variable, 'gateway')),
  ]);
}

/** The table of what `npm start` reads. */
export function launcherVariables(): string {
  return table([
    ['variable', 'default', 'what for'],
    ...VARIABLES.launcher.map(({ name, fallback, purpose }) => [`\`${name}\``, fallback, purpose]),
  ]);
}

function isSame(one: Variable, other: Variable): boolean {
  return one.name === other.name && one.purpose === other.purpose && one.fallback === other.fallback;
}

function row({ name, fallback, purpose, accepted }: Variable, reader: string): string[] {
  return [`\`${name}\``, reader, fallback, purpose, accepted];
}
