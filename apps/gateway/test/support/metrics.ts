import { expect } from '@jest/globals';

/** Samples of the exposition format, by name and labels. */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

/** What the admin listener's `/metrics` says, by name and labels. */
export async function metricsOf(adminUrl: string): Promise<Map<string, number>> {
  const response = await fetch(`${adminUrl}/metrics`);
  expect(response.headers.get('content-type')).toMatch('text/plain; version=0.0.4');
  return samplesOf(await response.text());
}
