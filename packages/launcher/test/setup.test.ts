import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Clone } from './clone.ts';

let clone: Clone;
beforeEach(() => {
  clone = new Clone();
  clone.locks({ '': { version: '1.0.0' }, 'node_modules/pino': { version: '10.4.0' } });
});
afterEach(() => clone.remove());

describe('the setup of a clone', () => {
  it('installs, then builds, and says so', () => {
    const { status, calls, stderr } = clone.setUp();
    expect({ status, calls }).toEqual({ status: 0, calls: ['ci --no-audit', 'run build'] });
    expect(stderr).toContain('[setup] installing dependencies (npm ci) …\n');
    expect(stderr).toContain('[setup] building shared …\n');
  });

  it('does not install again what is installed', () => {
    clone.installed({ 'node_modules/pino': { version: '10.4.0' } });
    expect(clone.setUp().calls).toEqual(['run build']);
  });

  it('installs again when package-lock.json asks for another version', () => {
    clone.installed({ 'node_modules/pino': { version: '10.3.0' } });
    expect(clone.setUp().calls).toEqual(['ci --no-audit', 'run build']);
  });

  it('does not miss a package that is for another platform', () => {
    clone.locks({ 'node_modules/tool-win32-x64': { version: '1.0.0', optional: true } });
    clone.installed({});
    expect(clone.setUp().calls).toEqual(['run build']);
  });

  it('leaves stdout to the command that follows it', () => {
    expect(clone.setUp().stdout).toBe('');
  });

  it('fails when npm fails, with what to do, and builds nothing', () => {
    const { status, calls, stderr } = clone.setUp({ FAIL_ci: '1' });
    expect({ status, calls }).toEqual({ status: 1, calls: ['ci --no-audit'] });
    expect(stderr).toContain('[setup] npm ci failed (exit code 1), see above. It needs the package registry');
  });

  it('fails when the build fails, and shows what the build said', () => {
    const { status, stderr } = clone.setUp({ FAIL_run: '2' });
    expect(status).toBe(1);
    expect(stderr).toContain('@echo-twins/shared:build: cache miss');
    expect(stderr).toContain('[setup] the build failed (exit code 2), see above.');
  });
});
