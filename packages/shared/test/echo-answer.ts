import type { EchoAnswer } from '../src/contract/answers.ts';

/** An answer of `POST /echo`, for tests of what becomes of it. */
export function echoAnswer(message: string): EchoAnswer {
  return {
    echo: message,
    timestamp: new Date().toISOString(),
    hostname: 'pod-1',
    client_ip: '192.0.2.1',
    metadata: { framework: 'Express', version: '1.0.0', node_version: process.version },
  };
}
