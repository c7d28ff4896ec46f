import { boot } from '@echo-twins/shared/lifecycle/boot';

await boot(() => import('./program.ts'));
