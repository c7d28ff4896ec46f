import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const AZURE = fileURLToPath(new URL('../../../../deploy/azure/', import.meta.url));

/** A script of `deploy/azure`, run on a stage: `az`, `docker` and `kubectl` write down what they are told, and do nothing. */
export interface Rehearsal {
  /** Such as `group.sh`. */
  readonly script: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** What Azure is like: everything is there and allowed unless it says otherwise. */
  readonly azure?: {
    readonly signedIn?: false;
    readonly images?: false;
    readonly group?: false;
    readonly cluster?: true;
  };
}

/** What became of a {@link Rehearsal}. */
export interface Rehearsed {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The words of each command, in order, the command's name first: what `ps` could have shown. */
  readonly commands: readonly (readonly string[])[];
  /** What `az` was given through a pipe. */
  readonly piped: string;
}

/** Ends each word and each command in the log. */
const WORD = '\u001F';
const COMMAND = '\u001E';

const STAND_IN = `#!/bin/bash
name=\${0##*/}
{ printf '%s\\037' "$name" "$@"; printf '\\036'; } >>"$REHEARSAL/commands"
case " $* " in *" /dev/stdin "* | *" @/dev/stdin "*) cat >>"$REHEARSAL/piped" ;; esac
case "$name $*" in
  'az account show'*) exit "\${NOT_SIGNED_IN:-0}" ;;
  'az acr repository show'*) exit "\${NO_IMAGES:-0}" ;;
  'az aks show'*) exit "\${NO_CLUSTER:-0}" ;;
  'az group exists'*) echo "\${GROUP:-true}" ;;
  *principalId*) echo 11111111-1111-1111-1111-111111111111 ;;
  'az identity show'*) echo /subscriptions/0/resourceGroups/echo-twins/providers/Microsoft.ManagedIdentity/userAssignedIdentities/echo-twins-pull ;;
  'az acr show'*) echo /subscriptions/0/resourceGroups/echo-twins/providers/Microsoft.ContainerRegistry/registries/myechotwins ;;
  *ipAddress.fqdn*) echo myechotwins.westeurope.azurecontainer.io ;;
  *outputs.host.value*) echo gateway.echo.westeurope.azurecontainerapps.io ;;
  'kubectl apply -k '*) cat "$3/kustomization.yaml" >>"$REHEARSAL/piped" ;;
esac
`;

/** Runs a script on a stage. */
export async function rehearse({ script, variables = {}, azure = {} }: Rehearsal): Promise<Rehearsed> {
  const stage = mkdtempSync(join(tmpdir(), 'azure-'));
  try {
    for (const name of ['az', 'docker', 'kubectl']) {
      writeFileSync(join(stage, name), STAND_IN);
      chmodSync(join(stage, name), 0o755);
    }
    for (const name of ['commands', 'piped']) writeFileSync(join(stage, name), '');
    const env = {
      PATH: `${stage}:${process.env['PATH']}`,
      REHEARSAL: stage,
      ...(azure.signedIn === false && { NOT_SIGNED_IN: '1' }),
      ...(azure.images === false && { NO_IMAGES: '3' }),
      ...(azure.group === false && { GROUP: 'false' }),
      ...(!azure.cluster && { NO_CLUSTER: '3' }),
      ...variables,
    };
    const ended = await run(join(AZURE, script), env);
    const log = readFileSync(join(stage, 'commands'), 'utf8').split(COMMAND).filter(Boolean);
    return {
      ...ended,
      commands: log.map((line) => line.split(WORD).slice(0, -1)),
      piped: readFileSync(join(stage, 'piped'), 'utf8'),
    };
  } finally {
    rmSync(stage, { recursive: true });
  }
}

function run(file: string, env: NodeJS.ProcessEnv): Promise<Pick<Rehearsed, 'status' | 'stdout' | 'stderr'>> {
  return new Promise((resolve, reject) => {
    const shell = spawn('bash', [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    shell.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    shell.on('error', reject);
    shell.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
