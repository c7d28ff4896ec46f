import { run } from '@echo-twins/shared/lifecycle/run';
import { gateway } from './program.ts';

await run(gateway);
