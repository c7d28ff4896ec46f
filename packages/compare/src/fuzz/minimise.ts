/** Whether a text still shows what is being looked for. */
export type Shows = (text: string) => Promise<boolean>;

/** So many tries are worth it. */
const TRIES = 250;

/**
 * Makes a text as small as it gets while it still shows the same: whole lines are left out first, then runs of characters, in
 * halves, quarters and so on (delta debugging).
 */
export async function minimise(text: string, shows: Shows): Promise<string> {
  let tries = TRIES;
  const counted: Shows = async (candidate) => {
    tries -= 1;
    return tries >= 0 && (await shows(candidate));
  };
  const lines = await leaveOut(text.split(/(?<=\n)/u), counted);
  const characters = await leaveOut(lines.join('').split(''), counted);
  return characters.join('');
}

/** Leaves out runs of items, the long ones first. */
async function leaveOut(items: readonly string[], shows: Shows): Promise<readonly string[]> {
  let kept = items;
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length;) {
      const candidate = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (candidate.length > 0 && (await shows(candidate.join('')))) kept = candidate;
      else at += size;
    }
  }
  return kept;
}
