import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import { memoryGrowth } from '../memory-watch.ts';
import { head, openRaw } from '../raw-client.ts';
import type { Scenario } from '../scenario.ts';
import { download, upload } from '../transfer.ts';

const READERS = 10;
const ANSWER = 500e6;
const UPLOAD = 200e6;
const GIGABYTE = 1e9;
/** How long the readers stall beside the upload, in milliseconds. */
const STALL = 8000;

/** A client that asks for much, and takes no more than the first bytes of it. */
async function stall(url: string): Promise<() => void> {
  const socket = await openRaw(url);
  socket.write(head(`GET /bytes/${ANSWER}`));
  await once(socket, 'data');
  socket.pause();
  return () => socket.destroy();
}

/** Readers that stall, and a large upload beside them. */
export const STALLED_READERS: Scenario = {
  name: 'stalled-readers',
  purpose: `${READERS} readers of 500 MB that stall, and an upload of 200 MB`,
  async run(stage): Promise<Finding[]> {
    const gateway = await stage.gateway(await stage.replicas());
    let uploaded = 0;
    const growth = await memoryGrowth(gateway, async () => {
      const readers = await Promise.all(Array.from({ length: READERS }, () => stall(gateway.url)));
      [uploaded] = await Promise.all([upload(gateway.url, UPLOAD), sleep(STALL)]);
      for (const leave of readers) leave();
    });
    return [
      { name: 'memory grows by', value: growth, unit: ' MB', goal: 64 },
      { name: 'bytes of the upload that were lost', value: UPLOAD - uploaded, goal: 0 },
    ];
  },
};

/** Streams of a gigabyte. */
export const STREAMS: Scenario = {
  name: 'streams',
  purpose: '1 GB down, and 1 GB up',
  async run(stage): Promise<Finding[]> {
    const gateway = await stage.gateway(await stage.replicas());
    let lost = 0;
    const down = await memoryGrowth(gateway, async () => {
      lost += Math.max(0, GIGABYTE - (await download(gateway.url, GIGABYTE)));
    });
    const up = await memoryGrowth(gateway, async () => {
      lost += GIGABYTE - (await upload(gateway.url, GIGABYTE));
    });
    return [
      { name: 'memory grows by, 1 GB down', value: down, unit: ' MB', goal: 60 },
      { name: 'memory grows by, 1 GB up', value: up, unit: ' MB', goal: 60 },
      { name: 'bytes lost', value: lost, goal: 0 },
    ];
  },
};
