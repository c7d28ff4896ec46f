import { readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

const ROOT = new URL('../../../', import.meta.url);

/** A variable that a deployment file sets for one of the three services. */
export interface Setting {
  readonly file: string;
  readonly service: 'express-echo' | 'fastify-echo' | 'gateway';
  readonly name: string;
}

/** The deployment files: the compose file of the root, and every YAML file under `deploy`. */
export function deploymentFiles(): string[] {
  const below = readdirSync(new URL('deploy', ROOT), { recursive: true, encoding: 'utf8' });
  return [
    'docker-compose.yml',
    ...below.filter((path) => /\.ya?ml$/u.test(path)).map((path) => `deploy/${path}`),
  ];
}

const Named = z.object({ name: z.string() });
/** `environment:` of compose is a map or a list of `NAME=value`; `env:` of Kubernetes is a list of objects. */
const Variables = z.union([
  z.array(z.string()).transform((lines) => lines.map((line) => line.split('=', 1)[0] ?? '')),
  z.array(Named).transform((entries) => entries.map(({ name }) => name)),
  z.record(z.string(), z.unknown()).transform((map) => Object.keys(map)),
]);
const Service = z.enum(['express-echo', 'fastify-echo', 'gateway']);
const Tree = z.record(z.string(), z.unknown());

/** What a deployment file sets for our services, wherever in it. */
export function settingsOf(file: string): Setting[] {
  const documents = parseAllDocuments(readFileSync(new URL(file, ROOT), 'utf8'), { merge: true });
  return [documents]
    .flat()
    .flatMap((document) => walk(document.toJS(), undefined).map((found) => ({ file, ...found })));
}

/** `name` is what the node is called: its key in compose, its `name` in Kubernetes. */
function walk(node: unknown, name: string | undefined): Omit<Setting, 'file'>[] {
  if (Array.isArray(node)) return node.flatMap((item) => walk(item, Named.safeParse(item).data?.name));
  const { data: tree } = Tree.safeParse(node);
  if (!tree) return [];
  const service = Service.safeParse(name).data;
  const names = service ? [tree['environment'], tree['env']].flatMap(variablesOf) : [];
  const here = service ? names.map((variable) => ({ service, name: variable })) : [];
  return [...here, ...Object.entries(tree).flatMap(([key, child]) => walk(child, key))];
}

function variablesOf(node: unknown): string[] {
  return node === undefined ? [] : Variables.parse(node);
}
