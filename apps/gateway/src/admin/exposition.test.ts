import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { ok } from '../../test/support/pools.ts';
import { until } from '../../test/support/until.ts';

const COMMENT = /^# (?:HELP|TYPE) [a-z_][a-z0-9_]* \S/u;
const SAMPLE =
  /^([a-z_][a-z0-9_]*)(?:\{(?:[a-z_]+="(?:[^"\\]|\\[\\"n])*",?)+\})? (?:[-+\d.e]+|NaN|[+-]Inf)$/u;

/** What is wrong with an exposition: what promtool says of it, or without promtool the lines that are none of the format's. */
function complaints(text: string): string {
  const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  });
  if (error === undefined) return status === 0 ? '' : stdout + stderr;
  return wrongLines(text).join('\n');
}

function wrongLines(text: string): string[] {
  const typed = [...text.matchAll(/^# TYPE (\S+) /gmu)].map(([, name]) => name);
  return text.split('\n').filter((line) => {
    if (line === '' || COMMENT.test(line)) return false;
    const [, name] = SAMPLE.exec(line) ?? [];
    return (
      name === undefined ||
      (!typed.includes(name.replace(/_(?:bucket|sum|count)$/u, '')) && !typed.includes(name))
    );
  });
}

test('/metrics is what Prometheus accepts, after requests, retries and refusals', async () => {
  const [upstream, dead] = [await ok(), await ok()];
  const { url, adminUrl, requests } = await startGateway({ express: `${upstream.url},${dead.url}` });
  await dead.stop();
  for (const path of ['/flask/', '/flask/', '/fastapi/', '/nowhere', '/%zz'])
    await (await fetch(url + path)).text();
  await until(() => requests().length === 5);
  const text = await (await fetch(`${adminUrl}/metrics`)).text();
  expect(text).toMatch(/^gateway_retries_total\{.*\} 1$/mu);
  expect(complaints(text)).toBe('');
  expect(wrongLines(text)).toEqual([]);
  // A check that finds nothing wrong with this one finds nothing at all.
  expect(complaints(`${text}gateway_broken{ 1\n`)).not.toBe('');
});
