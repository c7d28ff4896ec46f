import { afterAll, describe, expect, it } from '@jest/globals';
import type { Side } from '../src/classify/compare.ts';
import { LEDGER_FOLDER, readLedger } from '../src/ledger/ledger.ts';
import { EXPRESS } from './recipes/express.ts';
import { FASTIFY } from './recipes/fastify.ts';
import { apart, Kitchen, told } from './recipes/kitchen.ts';
import type { Menu, Trial } from './recipes/menu.ts';
import { expressProgram, fastifyProgram } from './recipes/program.ts';

const { causes } = readLedger(LEDGER_FOLDER);
const kitchen = new Kitchen();
afterAll(() => kitchen.close());

const FRAMEWORKS = {
  express: { menu: EXPRESS, program: expressProgram, other: 'fastify' },
  fastify: { menu: FASTIFY, program: fastifyProgram, other: 'express' },
} as const;
type Framework = keyof typeof FRAMEWORKS;

function recipeOf(id: string, framework: Framework): string {
  return causes.find((cause) => cause.id === id)?.align[framework] ?? '';
}

function trials(menu: Menu): [string, Trial][] {
  return Object.entries(menu);
}

describe.each(['express', 'fastify'] as const)('a recipe for %s', (framework) => {
  const { menu, program, other } = FRAMEWORKS[framework];

  it.each(trials(menu))(
    '%s does what the ledger says',
    async (id, trial) => {
      const { ask, alike, gives, swap = ['', ''] } = trial;
      const recipe = recipeOf(id, framework).replace(...swap);
      expect(recipe).not.toBe('');
      const cooked = await kitchen.serve(program({ ...trial, recipe }), ask);
      const plain = trial.slowAsShipped ? [] : await kitchen.plain(framework, ask);
      if (gives) {
        expect(cooked.map(told)).toEqual(ask.map(() => expect.stringMatching(gives)));
        expect(plain.map(told)).not.toEqual(ask.map(() => expect.stringMatching(gives)));
      }
      if (!alike) return;
      const wanted = await kitchen.plain(other, ask);
      const differing = (sides: readonly Side[]): string[] =>
        sides.flatMap((side, index) => (wanted[index] ? apart(side, wanted[index], alike) : ['nothing']));
      expect(differing(plain)).not.toEqual([]);
      expect(differing(cooked)).toEqual([]);
    },
    60_000,
  );

  it('is tried here, or the ledger says that it is not', () => {
    const untried = causes.filter(({ id, align }) => align[framework] !== undefined && !(id in menu));
    expect(untried.filter(({ align }) => !align.untried?.includes(framework)).map(({ id }) => id)).toEqual(
      [],
    );
  });
});
