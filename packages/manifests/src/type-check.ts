import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GATEWAY_API } from './gateway-api.ts';
import { type Manifest, nameOf } from './documents.ts';

const { resolve } = createRequire(import.meta.url);
const TSC = join(dirname(resolve('typescript/package.json')), 'bin/tsc');
const TYPES = dirname(resolve('kubernetes-types/package.json'));

/**
 * What the types of the Kubernetes API say against objects. An unknown key is an error, as a server with strict field
 * validation has it: TypeScript refuses what an object literal has too much.
 *
 * @returns one line a problem: the object, and what is wrong
 */
export async function typeErrors(manifests: readonly Manifest[]): Promise<string[]> {
  const ours = manifests.flatMap((manifest) => {
    const schema = isGatewayApi(manifest) ? GATEWAY_API[manifest.kind] : undefined;
    const { error } = schema?.safeParse(manifest) ?? {};
    return (error?.issues ?? []).map(
      ({ path, message }) => `${nameOf(manifest)}: ${path.join('.')}: ${message}`,
    );
  });
  return [...ours, ...(await compile(manifests.filter((manifest) => !isGatewayApi(manifest))))];
}

function isGatewayApi({ apiVersion }: Manifest): boolean {
  return apiVersion.startsWith('gateway.networking.k8s.io/');
}

async function compile(manifests: readonly Manifest[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'manifests-'));
  try {
    const sources = manifests.map((manifest, index) => [`${index}.ts`, literal(manifest)] as const);
    await Promise.all(
      [...sources, ['tsconfig.json', SETTINGS] as const].map(([name, text]) =>
        writeFile(join(folder, name), text),
      ),
    );
    const lines = (await printed(folder)).split('\n').filter((line) => line !== '' && !/^\s/u.test(line));
    return lines.map((line) => {
      const { index, problem } =
        /^(?<index>\d+)\.ts\([\d,]+\): error (?<problem>.*)$/u.exec(line)?.groups ?? {};
      const manifest = manifests[Number(index)];
      return manifest ? `${nameOf(manifest)}: ${problem}` : line;
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const SETTINGS = JSON.stringify({
  compilerOptions: {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    module: 'preserve',
    target: 'es2023',
    types: [],
    paths: { 'kubernetes-types/*': [`${TYPES}/*`] },
  },
});

/** An object as a TypeScript file: `apps/v1` is `kubernetes-types/apps/v1`, `v1` is `kubernetes-types/core/v1`. */
function literal(manifest: Manifest): string {
  const { apiVersion, kind } = manifest;
  const [group = '', version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  const from = `kubernetes-types/${group.replace(/\..*$/u, '')}/${version}`;
  return `import type { ${kind} } from '${from}';\nexport const manifest: ${kind} = ${JSON.stringify(manifest, null, 2)};\n`;
}

function printed(folder: string): Promise<string> {
  return new Promise((done, reject) => {
    const compiler = spawn(process.execPath, [TSC, '--pretty', 'false', '-p', '.'], { cwd: folder });
    let output = '';
    compiler.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    compiler.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    compiler.on('error', reject);
    compiler.on('close', () => done(output));
  });
}
