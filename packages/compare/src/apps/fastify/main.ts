import { announce } from '../announce.ts';
import { buildApp } from './app.ts';

const app = buildApp();
await app.listen({ port: 0, host: '127.0.0.1' });
announce(app.server);
process.on('SIGTERM', () => void app.close());
