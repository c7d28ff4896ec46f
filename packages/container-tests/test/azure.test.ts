import { rehearse } from '@echo-twins/manifests/azure/rehearsal';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { Tool } from '../src/tool.ts';

const az = new Tool('azure-cli');
beforeAll(() => az.build(), BUILD_TIMEOUT);

const Parsed = z.object({ command: z.array(z.string()), complaint: z.string() });

/** What the parser of the real `az` says of commands, in their order. */
async function parse(commands: readonly (readonly string[])[]): Promise<z.infer<typeof Parsed>[]> {
  const printed = await az.run(
    `python3 -W ignore packages/container-tests/tools/parse-az.py 2>/dev/null <<'COMMANDS'\n${JSON.stringify(commands)}\nCOMMANDS`,
  );
  return printed.split('\n').map((line) => Parsed.parse(JSON.parse(line)));
}

describe('the real az', () => {
  it('takes every command of the scripts', async () => {
    const variables = { REGISTRY: 'myechotwins', CONFIRM: 'echo-twins' };
    const scripts = ['registry.sh', 'instances.sh', 'group.sh', 'container-apps.sh', 'aks.sh', 'teardown.sh'];
    const rehearsed = await Promise.all(scripts.map((script) => rehearse({ script, variables })));
    const commands = rehearsed
      .flatMap((each) => each.commands)
      .filter(([name]) => name === 'az')
      .map((words) => words.slice(1));
    const different = [...new Map(commands.map((words) => [words.join(' '), words])).values()];
    expect(different.length).toBeGreaterThan(15);
    const parsed = await parse(different);
    expect(parsed.map(({ command }) => command)).toEqual(different);
    expect(parsed.filter(({ complaint }) => complaint !== '')).toEqual([]);
  });

  it('refuses an option or a command that it does not have', async () => {
    const [option, command] = await parse([
      ['container', 'create', '--resource-group', 'g', '--colour', 'blue'],
      ['container', 'crate', '--resource-group', 'g'],
    ]);
    expect(option?.complaint).toContain('unrecognized arguments: --colour blue');
    expect(command?.complaint).toContain('there is no command');
  });
});
