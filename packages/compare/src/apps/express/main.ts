import { announce } from '../announce.ts';
import { buildApp } from './app.ts';

const server = buildApp().listen(0, '127.0.0.1', () => announce(server));
process.on('SIGTERM', () => server.close());
