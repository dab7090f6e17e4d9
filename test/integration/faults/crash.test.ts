import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { savedSince } from '#local/checkpoints.ts';
import { readClaim } from '#local/claim.ts';
import type { StackDetails } from '#local/ownership.ts';
import type { Stack } from '#local/stack.ts';
import { stateDirectory } from '#local/stateDirectory.ts';
import { whatIsNotAtRest } from '#test/support/atRest.ts';
import { setChangesRead } from '#test/support/changeReader.ts';
import { eventually } from '#test/support/eventually.ts';
import { inParallel } from '#test/support/inParallel.ts';
import { ownStateDir, startOwnStack } from '#test/support/ownStack.ts';
import { type PagedService, pagedService } from '#test/support/paged.ts';
import { recordOf } from '#test/support/record.ts';

const run = promisify(execFile);

const OWN = { name: 'crash', portOffset: 8 };
const directory = stateDirectory(ownStateDir(OWN.name));
const TWO_SWEEPS_MS = 125_000;

let stack: Stack;
let loaded: PagedService;
beforeAll(async () => {
  stack = await startOwnStack(OWN);
  loaded = await pagedService(stack.outputs, '+12025550143', 'crash');
}, 180_000);
afterAll(() => stack?.stop());

test('after a stop the changes of the table that were not read are read, and then the new ones', async () => {
  const key = 'before-the-stop';
  const recorded = (count: number) => eventually(async () => (await alertsOnRecord(key)) === count);
  await loaded.alert(key);
  await recorded(1);
  await setChangesRead(stack.outputs, false);
  await loaded.alert(key);
  await eventually(async () => (await alertsCounted(key)) === 2);
  expect(await alertsOnRecord(key)).toBe(1);
  await stack.stop();

  stack = await startOwnStack({ ...OWN, kept: true });
  expect(await alertsOnRecord(key)).toBe(1);
  await setChangesRead(stack.outputs, true);
  await recorded(2);
  await loaded.alert(key);
  await recorded(3);
});

/*
 * What this can show: nothing that Muster answered with 2xx is lost when its Lambdas, or everything at once, are
 * killed at any point of their work; the executions, which come back as failed, are replaced; who was to be paged is.
 *
 * What it can not show: on AWS a message that SQS has taken and an item that DynamoDB has written outlive everything.
 * The local AWS writes its state about once a second (local/ministack/checkpoints.py), so the alerts of the last
 * moment before it was killed are gone with it. The test counts the alerts that were accepted before the checkpoint.
 */
test(
  'every accepted alert is accounted for after the Lambda workers, then the whole AWS, were killed in a storm',
  async () => {
    const accepted = new Map<string, number>();
    let crashed = false;
    const storm = inParallel(
      keysUntil(() => crashed),
      2,
      async (key) => {
        const taken = await loaded.alert(key).then(
          () => true,
          () => false,
        );
        if (taken) accepted.set(key, Date.now());
      },
    );
    const { pid } = await ministack();

    await eventually(async () => accepted.size >= 30);
    const killed = await killWorkers(pid);
    await eventually(async () => accepted.size >= 80);
    await savedSince(directory, Date.now(), new AbortController().signal);
    process.kill(pid, 'SIGKILL');
    crashed = true;
    await Promise.all([storm, stack.ended]);
    await stack.stop();

    const saved = JSON.parse(await readFile(join(directory.aws, 'checkpoint.json'), 'utf8')).moment * 1000;
    const kept = [...accepted].filter(([, at]) => at < saved).map(([key]) => key);
    expect(killed).toBeGreaterThan(0);
    expect(kept.length).toBeGreaterThan(30);

    stack = await startOwnStack({ ...OWN, kept: true });
    await eventually(
      async () => {
        const wrong = await whatIsNotAtRest(stack.outputs, loaded, kept);
        if (wrong.length > 0) throw new Error(wrong.slice(0, 20).join('\n'));
        return true;
      },
      { within: TWO_SWEEPS_MS, every: 1000 },
    );

    // Who reads the table's stream goes on where the checkpoint left off, not behind the end of an empty one.
    const [key = ''] = kept;
    const before = await alertsOnRecord(key);
    await loaded.alert(key);
    await eventually(async () => (await alertsOnRecord(key)) === before + 1);
  },
  TWO_SWEEPS_MS + 120_000,
);

function* keysUntil(over: () => boolean): Generator<string> {
  for (let number = 1; !over(); number += 1) yield `key-${number}`;
}

async function ministack(): Promise<{ pid: number }> {
  const claimed = await readClaim<StackDetails>(directory.claim);
  if (!claimed?.details.ministack) throw new Error('The stack does not say which process its AWS is.');
  return claimed.details.ministack;
}

/** How many alerts of a key its incident knows of: the reader of the table's stream writes that. */
async function alertsOnRecord(key: string): Promise<number> {
  const { incidents } = await recordOf(stack.outputs);
  return incidents.find(({ dedupKey }) => dedupKey === key)?.dedupReferences[0]?.alertCount ?? 0;
}

/** How many alerts of a key have been taken from the queue and counted. */
async function alertsCounted(key: string): Promise<number> {
  const { pointers } = await recordOf(stack.outputs);
  return pointers.find(({ dedupKey }) => dedupKey === key)?.alertCount ?? 0;
}

/** Kills every Lambda worker of a MiniStack: they share its process group. */
async function killWorkers(group: number): Promise<number> {
  const { stdout } = await run('ps', ['-eo', 'pid=,pgid=,args=']);
  const workers = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+.*_worker\.js/.exec(line))
    .filter((match) => Number(match?.[2]) === group)
    .map((match) => Number(match?.[1]));
  for (const pid of workers) process.kill(pid, 'SIGKILL');
  return workers.length;
}
