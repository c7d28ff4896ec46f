import { expect, test } from '@jest/globals';
import { readSample } from './sample.ts';

const TEXT = `# HELP gateway_retries_total Retries.
gateway_retries_total{pool="a"} 3
gateway_retries_total{pool="b"} 4
gateway_retries_total_more 9
`;

test('sums the values of a metric', () => {
  expect(readSample(TEXT, 'gateway_retries_total')).toBe(7);
});

test('of those with a label', () => {
  expect(readSample(TEXT, 'gateway_retries_total', 'pool="b"')).toBe(4);
});

test('is 0 for a metric that is not there', () => {
  expect(readSample(TEXT, 'nothing')).toBe(0);
});
