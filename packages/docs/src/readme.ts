import { launcherVariables, serviceVariables } from './configuration.ts';
import { gatewayRoutes, twinEndpoints } from './routes.ts';
import { writeSections } from './sections.ts';

/** Where the README is. */
export const README = new URL('../../../README.md', import.meta.url);

/** The README with its generated parts as they should be. */
export function currentReadme(markdown: string): string {
  return writeSections(markdown, {
    routes: gatewayRoutes(),
    endpoints: twinEndpoints(),
    'service-variables': serviceVariables(),
    'launcher-variables': launcherVariables(),
  });
}
