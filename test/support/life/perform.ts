import type { Contact } from '#domain/contact/schema.ts';
import { isFinal } from '#domain/incident/status.ts';
import { wakeAt } from '#domain/incident/wakeAt.ts';
import { Refusal } from '#domain/refusal.ts';
import { sweep } from '#operations/clock/sweep.ts';
import { mergeIncident, moveIncident } from '#operations/incident/moveIncident.ts';
import { patchIncident } from '#operations/incident/patchIncident.ts';
import { answerRequest } from '#operations/responder/answerRequest.ts';
import { requestResponders } from '#operations/responder/requestResponders.ts';
import { actOnStep } from '#operations/runbook/actOnStep.ts';
import { alice } from '../world.ts';
import type { Deed } from './anyDeed.ts';
import { type Life, read } from './begin.ts';

const HOUR_MS = 3600_000;
const asked = { actor: alice };

/** Does what somebody asks for, in a process that may die or be refused. */
async function ask<Answer>(life: Life, work: () => Promise<Answer>): Promise<Answer | undefined> {
  let answer: Answer | undefined;
  const outcome = await life
    .mayDie(async () => {
      answer = await work();
    })
    .catch(onlyRefused);
  if (outcome !== 'died') return answer;
  for (const id of life.ids) {
    life.disturbed.set(id, life.clocks.looks(id));
    if (isFinal((await read(life, id)).status)) life.unfinished.add(id);
  }
  return undefined;
}

/** Does a deed, to the first of the incidents where it is for one. */
export async function perform(life: Life, deed: Deed): Promise<void> {
  const { world, clocks, ports, contacts, seen } = life;
  const [id, otherId] = life.ids;
  // A request takes some time, and a renewed one for help is told from the one before by it.
  world.pass(1);
  const record = await read(life, id);
  const now = world.ports.clock.now().getTime();
  const name = `${id}-${record.epoch}`;
  const due = (late: number) =>
    Math.max(now, Date.parse(wakeAt(record) ?? new Date(now).toISOString()) + late * 1000);
  const change = (contactId: string, changes: Partial<Contact>) => {
    const index = contacts.findIndex((one) => one.id === contactId);
    contacts.splice(index, 1, ...contacts.slice(index, index + 1).map((one) => ({ ...one, ...changes })));
  };
  switch (deed.deed) {
    case 'time passes':
      return clocks.passUntil(now + deed.seconds * 1000);
    case 'the time comes':
      return clocks.passUntil(due(deed.late));
    case 'the clock is late':
      world.pass(due(deed.late) - now);
      return clocks.passUntil(due(deed.late));
    case 'the clock runs twice':
      await ask(life, () => clocks.again(name));
      return;
    case 'the execution is gone':
      world.running.delete(name);
      return;
    case 'the sweeper looks':
      await ask(life, () => sweep(ports));
      return;
    case 'move': {
      const moved = await ask(life, () => moveIncident(id, deed.move, asked, ports));
      if (moved) seen.answered(moved);
      return;
    }
    case 'move meanwhile':
      return moveMeanwhile(life, deed, due(1));
    case 'merge': {
      const merged = await ask(life, () => mergeIncident(id, otherId, asked, ports));
      if (merged) seen.answered(merged);
      return;
    }
    case 'patch':
      await ask(life, () => patchIncident(id, deed.patch, asked, undefined, ports));
      return;
    case 'ask for help':
      await ask(life, () => requestResponders(id, { targets: deed.targets, message: null }, asked, ports));
      return;
    case 'answer':
      await ask(life, () => answerRequest(id, deed.contactId, deed.answer, asked, ports));
      return;
    case 'step':
      await ask(life, () => actOnStep(id, deed.key, deed.action, alice, ports));
      return;
    case 'leave': {
      const to = new Date(now + deed.hours * HOUR_MS).toISOString();
      return change(deed.contactId, {
        leave: [{ from: new Date(now).toISOString(), to, substituteId: null }],
      });
    }
    case 'rules':
      return change(deed.contactId, { notificationRules: deed.rules });
  }
}

/** The move is a process of its own: it lives on where the clock's function dies. */
async function moveMeanwhile(
  { clocks, seen, ids: [id], interruptWith }: Life,
  { move, calls }: Extract<Deed, { deed: 'move meanwhile' }>,
  until: number,
): Promise<void> {
  let moving: Promise<void> | undefined;
  const work = (ports: Life['world']['ports']) => {
    moving = moveIncident(id, move, asked, ports).then(seen.answered, onlyRefused);
    return moving;
  };
  interruptWith({ calls, work });
  await clocks.passUntil(until);
  interruptWith(undefined);
  await moving;
}

function onlyRefused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}
