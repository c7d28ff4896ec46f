import { fileURLToPath } from 'node:url';

/** The folder of this package, whether its sources or its build are running. */
export const PACKAGE_ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The root of the repository. */
export const REPOSITORY_ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
