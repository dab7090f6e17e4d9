import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Bench } from '../bench.ts';
import { atMost, type Verdict } from '../verdict.ts';

/** The most that each function's bundle may weigh, in KiB of gzip: about a tenth more than it did in November 2026. */
const CEILINGS: Record<string, number> = {
  AlarmAction: 132,
  ApiConfiguration: 159,
  ApiIncidents: 154,
  ApiPublic: 157,
  Authorizer: 79,
  Clock: 118,
  Coverage: 99,
  IntakeHttp: 128,
  IntakeQueue: 132,
  Reconciler: 133,
  ShiftReminders: 96,
  Sweeper: 88,
  Timeline: 101,
};

/** What each bundle weighs. */
export async function bundleSizes({ functions }: Bench): Promise<Verdict[]> {
  return Promise.all(
    functions.map(async ({ id, bundle }) => {
      const size = gzipSync(await readFile(bundle)).length / 1024;
      // A function that nobody has thought about here has no room at all.
      return atMost(`size of ${id}, gzip`, size, CEILINGS[id] ?? 0, 'KiB');
    }),
  );
}
