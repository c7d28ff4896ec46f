import { expect, test } from '@jest/globals';
import { readTrace, startTrace, traceparent } from './trace-context.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

test('reads a traceparent', () => {
  expect(readTrace(`00-${TRACE}-${SPAN}-01`)).toEqual({ traceId: TRACE, parentId: SPAN, flags: '01' });
});

test('reads one of a later version, which may be longer (§4.3)', () => {
  expect(readTrace(`01-${TRACE}-${SPAN}-01-more`)).toMatchObject({ traceId: TRACE });
});

test.each([
  undefined,
  '',
  'x',
  `00-${TRACE}-${SPAN}`,
  `00-${TRACE}-${SPAN}-01-more`,
  `ff-${TRACE}-${SPAN}-01`,
  `00-${'0'.repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`],
])('does not read %j', (header) => {
  expect(readTrace(header)).toBeUndefined();
});

test('a trace goes on under the same id and flags, with a span of our own', () => {
  const sent = traceparent({ traceId: TRACE, parentId: SPAN, flags: '01' });
  expect(readTrace(sent)).toMatchObject({ traceId: TRACE, flags: '01' });
  expect(sent).not.toContain(SPAN);
});

test('a trace that starts here is a valid one', () => {
  expect(readTrace(traceparent(startTrace()))).toMatchObject({ flags: '00' });
});
