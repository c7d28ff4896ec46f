import { describe, expect, it } from '@jest/globals';
import { checkMachine, type Needs } from './machine.ts';

const LITTLE: Needs = { disk: 1, files: 1, memory: 1 };

describe('the machine', () => {
  it('is well when it has what is needed', async () => {
    const findings = await checkMachine(LITTLE, ['/']);
    expect(findings.map(({ subject, status }) => [subject, status])).toEqual([
      ['disk of /', 'ok'],
      ['memory', 'ok'],
      ['files', 'ok'],
    ]);
  });

  it('is short of disk when less is free than needed, and says how to get some', async () => {
    const [disk] = await checkMachine({ ...LITTLE, disk: Number.MAX_SAFE_INTEGER }, ['/']);
    expect(disk).toMatchObject({ status: 'problem', subject: 'disk of /' });
    expect(disk?.command).toContain('docker system prune');
  });

  it('is short of memory and of files', async () => {
    const needs = { ...LITTLE, memory: Number.MAX_SAFE_INTEGER, files: Number.MAX_SAFE_INTEGER };
    const [, memory, files] = await checkMachine(needs, ['/']);
    expect(memory).toMatchObject({ status: 'warning' });
    expect(memory?.command).toContain('docker stats');
    expect(files).toMatchObject({ status: 'warning' });
    expect(files?.command).toContain('ulimit -n');
  });

  it('does not have the disk of an engine that is elsewhere', async () => {
    const [disk] = await checkMachine(LITTLE, ['/no/such/folder']);
    expect(disk).toMatchObject({ status: 'ok', message: 'is not on this machine' });
  });
});
