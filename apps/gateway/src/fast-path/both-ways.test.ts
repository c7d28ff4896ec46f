import { expect, test } from '@jest/globals';
import { type Encounter, isSame, startStage } from '../../test/support/both-ways.ts';
import { everyByteEverywhere, mutatedRequest } from '../../test/support/mutated-requests.ts';
import { REPLICA_ANSWERS } from '../../test/support/replica-answers.ts';
import { seeded } from '../../test/support/seeded.ts';

const random = seeded(1);

function meet(request: string): Encounter {
  const answer = random.of(REPLICA_ANSWERS);
  const next = random.of(['ask at once', 'ask after the answer', 'ask after the answer', 'end']);
  return { request, answer: (_request, response) => answer(response), next };
}

test.each<[string, () => string[]]>([
  ['every kind of change', () => Array.from({ length: 500 }, () => mutatedRequest(random))],
  ['any byte in any place', () => everyByteEverywhere().filter(() => random.below(16) === 0)],
])(
  'a request means the same, sent at once or its first line ahead, whatever it is: %s',
  async (_name, requests) => {
    const encounters = requests().map(meet);
    const different: unknown[] = [];
    const lane = async (): Promise<void> => {
      const play = await startStage();
      for (let encounter = encounters.pop(); encounter !== undefined; encounter = encounters.pop()) {
        const whole = await play(encounter, 'whole');
        const cut = await play(encounter, 'cut');
        if (!isSame(whole, cut)) different.push({ encounter, whole, cut });
      }
    };
    await Promise.all(Array.from({ length: 24 }, lane));
    expect(different).toEqual([]);
  },
  180_000,
);
