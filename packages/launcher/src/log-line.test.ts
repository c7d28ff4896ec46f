import { describe, expect, it } from '@jest/globals';
import { createLineFormat } from './log-line.ts';

const format = createLineFormat(false);
const time = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

describe('a log line', () => {
  it('of a finished request shows its method, path, status and duration', () => {
    const line = {
      level: 'info',
      time,
      pid: 7,
      hostname: 'host',
      service: 'gateway',
      method: 'POST',
      path: '/flask/echo',
      status: 200,
      duration: 3.218,
      bytes: 12,
      request_id: 'abc',
      msg: 'request',
    };
    expect(format(JSON.stringify(line))).toMatch(
      /^\[\d\d:\d\d:05\.678\] INFO: POST \/flask\/echo 200 3\.2 ms$/u,
    );
  });

  it('of the gateway shows the replica too', () => {
    const line = {
      level: 'info',
      time,
      method: 'GET',
      path: '/flask/',
      status: 200,
      duration: 1,
      msg: 'request',
    };
    const upstream = { pool: 'express-echo', replica: '127.0.0.1:8081' };
    expect(format(JSON.stringify({ ...line, ...upstream }))).toMatch(
      /INFO: GET \/flask\/ 200 1\.0 ms, express-echo 127\.0\.0\.1:8081$/u,
    );
  });

  it('of anything else shows its message and its fields', () => {
    const line = { level: 'warn', time, pid: 7, hostname: 'host', pool: 'express', msg: 'no replica' };
    expect(format(JSON.stringify(line))).toMatch(
      /^\[\d\d:\d\d:05\.678\] WARN: no replica \{"pool":"express"\}$/u,
    );
  });

  it('shows the stack of an error', () => {
    const err = { type: 'Error', message: 'broken', stack: 'Error: broken\n    at somewhere' };
    expect(format(JSON.stringify({ level: 'error', time, err, msg: 'failed' }))).toContain('at somewhere');
  });

  it.each(['Error: no JSON', '', '{"half":', '[1]'])('that is no record stays as it is: %j', (line) => {
    expect(format(line)).toBe(line);
  });

  it('is coloured for a terminal', () => {
    const line = JSON.stringify({ level: 'info', time, msg: 'ready' });
    expect(createLineFormat(true)(line)).toContain('\u001B[32mINFO');
  });
});
