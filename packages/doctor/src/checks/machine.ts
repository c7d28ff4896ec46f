import { statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { run } from '../command.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';

const GIB = 1024 ** 3;

/** What a machine has to have. */
export interface Needs {
  /** Free bytes on a disk. */
  readonly disk: number;
  /** Files that one process may have open: a connection is one, at the client's side and at the replica's. */
  readonly files: number;
  /** Bytes of memory that can still be had. */
  readonly memory: number;
}

/** For the images, which take 2 GiB while they are built, and for a thousand connections. */
export const NEEDS: Needs = { disk: 3 * GIB, files: 4096, memory: GIB / 2 };

/** Whether disk, memory and the number of open files are enough, where the repository is and where the images are. */
export async function checkMachine(needs: Needs, folders: readonly string[]): Promise<Finding[]> {
  const disks = await Promise.all(folders.map((folder) => checkDisk(folder, needs.disk)));
  return [...disks, checkMemory(needs.memory), await checkFiles(needs.files)];
}

/** Where the engine keeps its images, when that is on this machine. */
export async function engineFolder(): Promise<string[]> {
  const { code, stdout } = await run({ file: 'docker', args: ['info', '--format', '{{.DockerRootDir}}'] });
  return code === 0 ? [stdout.trim()] : [];
}

async function checkDisk(folder: string, needed: number): Promise<Finding> {
  const subject = `disk of ${folder}`;
  try {
    const { bavail, bsize } = await statfs(folder);
    const message = `${gib(bavail * bsize)} are free`;
    if (bavail * bsize >= needed) return ok(subject, message);
    return problem(
      subject,
      `${message}, ${gib(needed)} are needed`,
      'docker system prune   # asks first; images that nothing uses',
    );
  } catch {
    return ok(subject, 'is not on this machine');
  }
}

function checkMemory(needed: number): Finding {
  const free = freemem();
  const message = `${gib(free)} of ${gib(totalmem())} are free`;
  return free >= needed
    ? ok('memory', message)
    : warning(
        'memory',
        `${message}, the containers may take ${gib(needed)} and more`,
        'docker stats --no-stream   # who takes it',
      );
}

async function checkFiles(needed: number): Promise<Finding> {
  const { stdout } = await run({ file: 'sh', args: ['-c', 'ulimit -n'] });
  const limit = stdout.trim();
  const message = `a process may have ${limit} open`;
  return limit === 'unlimited' || Number(limit) >= needed
    ? ok('files', message)
    : warning(
        'files',
        `${message}: few for many connections`,
        `ulimit -n ${needed}   # in the shell that starts the services`,
      );
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
