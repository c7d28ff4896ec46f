/** What an echo service serves, as `GET /` lists it. */
export const ENDPOINTS = {
  '/': 'GET - This list',
  '/echo': 'POST - Echo the message back',
  '/echoes': 'GET - Echoed messages, newest first: ?limit=&after=',
  '/health': 'GET - Health check',
  '/info': 'GET - Container and application information',
  '/livez': 'GET - Liveness probe',
  '/readyz': 'GET - Readiness probe',
} as const;
