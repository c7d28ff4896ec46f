/** Programs made of recipes: the lane's app, with a recipe of the ledger put where it says it belongs. */
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../src/lanes/package-root.ts';

/**
 * Where a recipe goes: `ahead` of parsers and routes, instead of the body `parsers`, `behind` all routes, on the `server`, or as
 * what a `handler` does. One that makes the app itself replaces its making, wherever it goes.
 */
type Place = 'ahead' | 'parsers' | 'behind' | 'server' | 'handler';

/** A recipe and what it needs around it. */
export interface Dish {
  readonly recipe: string;
  readonly place: Place;
  /** What the recipe takes for granted, such as `handler`. */
  readonly given?: string;
  /** The path of the handler; the lane's own routes are left out where they would be in its way. */
  readonly path?: string;
  /** Routes instead of the lane's. */
  readonly instead?: string;
  /** What a handler goes on to do. */
  readonly after?: string;
}

const PAYLOADS = module('apps/payloads.js');

/** The Express lane with a recipe. */
export function expressProgram(dish: Dish): string {
  const { given = '', place, path = '/', instead, after = '' } = dish;
  const { imports, code } = split(dish.recipe);
  const at = (here: Place): string => (place === here ? code : '');
  const handler = place === 'handler' ? `app.get('${path}', (req, res) => {\n${code}\n${after}\n});` : '';
  return [
    "import express from 'express';",
    ...lane('express'),
    ...imports,
    given,
    /const app =/u.test(code) ? '' : 'const app = express();',
    at('ahead'),
    place === 'parsers' ? code : 'app.use(express.json());\napp.use(express.urlencoded());',
    handler,
    instead ?? 'routes(app);\nfailures(app);',
    at('behind'),
    listening(at('server')),
  ].join('\n');
}

/** A recipe may start the server itself; a free port and a word to the parent is what it lacks. */
function listening(recipe: string): string {
  const start = /const server =/u.test(recipe) ? '' : 'const server = app.listen(8080);\n';
  return [
    (start + recipe).replace('app.listen(8080)', "app.listen(0, '127.0.0.1')"),
    "server.on('listening', () => announce(server));",
    recipe.includes('SIGTERM') ? '' : "process.on('SIGTERM', () => server.close());",
  ].join('\n');
}

/** The Fastify lane with a recipe. */
export function fastifyProgram(dish: Dish): string {
  const { given = '', place, path = '/', instead, after = '' } = dish;
  const { imports, code } = split(dish.recipe);
  const handler = `app.get('${path}', async (request, reply) => {\n${code}\n${after}\n});`;
  return [
    "import { fastify } from 'fastify';",
    ...lane('fastify'),
    ...imports,
    given,
    /const app =/u.test(code) || /const app =/u.test(given) ? '' : 'const app = fastify();',
    place === 'handler' ? handler : code,
    instead ?? (place === 'handler' ? '' : 'routes(app);\nfailures(app);'),
    "await app.listen({ port: 0, host: '127.0.0.1' });",
    'announce(app.server);',
    "process.on('SIGTERM', () => void app.close());",
  ].join('\n');
}

function lane(framework: 'express' | 'fastify'): string[] {
  return [
    `import { routes } from '${module(`apps/${framework}/routes.js`)}';`,
    `import { failures } from '${module(`apps/${framework}/failures.js`)}';`,
    `import { announce } from '${module('apps/announce.js')}';`,
    `import { failing, pieces, TEXT, UNDECLARED } from '${PAYLOADS}';`,
  ];
}

function module(path: string): string {
  return join(PACKAGE_ROOT, 'dist', path);
}

function split(recipe: string): { readonly imports: readonly string[]; readonly code: string } {
  const lines = recipe.split('\n');
  const isImport = (line: string): boolean => line.startsWith('import ');
  return { imports: lines.filter(isImport), code: lines.filter((line) => !isImport(line)).join('\n') };
}
