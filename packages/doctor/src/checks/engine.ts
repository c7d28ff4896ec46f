import { run } from '../command.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';

/** The oldest engine on which the containers were run. */
const OLDEST = 20.1;

/** Whether Docker and Compose are there and answer. Without them the services still run with `npm start`. */
export async function checkEngine(): Promise<Finding[]> {
  const version = await run({ file: 'docker', args: ['version', '--format', '{{.Server.Version}}'] });
  if (version.code === 'ENOENT')
    return [
      warning(
        'engine',
        'there is no docker; npm start needs none',
        'sudo apt-get install docker.io   # or https://docs.docker.com/engine/install',
      ),
    ];
  if (version.code === null)
    return [problem('engine', 'does not answer within 15 s', 'sudo systemctl restart docker')];
  if (version.code !== 0) return [silent(version.stderr)];
  const found = version.stdout.trim();
  const engine =
    Number.parseFloat(found) >= OLDEST
      ? ok('engine', `${found} answers`)
      : warning(
          'engine',
          `${found} is older than the containers were run on`,
          'sudo apt-get install docker.io',
        );
  return [engine, await checkCompose()];
}

function silent(complaint: string): Finding {
  if (/permission denied/iu.test(complaint))
    return problem(
      'engine',
      'you may not talk to it',
      'sudo usermod -aG docker "$USER"   # then log in again',
    );
  return problem('engine', `does not answer: ${complaint.split('\n')[0]}`, 'sudo systemctl start docker');
}

async function checkCompose(): Promise<Finding> {
  const version = await run({ file: 'docker', args: ['compose', 'version', '--short'] });
  const found = version.stdout.trim();
  if (version.code === 0 && !/^v?1\./u.test(found)) return ok('compose', `${found} is there`);
  return problem(
    'compose',
    'there is no docker compose, version 2',
    'sudo apt-get install docker-compose-v2   # or https://docs.docker.com/compose/install',
  );
}
