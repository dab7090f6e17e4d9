import { beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { Target } from '#domain/escalation/schema.ts';
import { planClock } from '#domain/incident/clock.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Team } from '#domain/team/schema.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { answerRequest } from '#operations/responder/answerRequest.ts';
import { requestResponders } from '#operations/responder/requestResponders.ts';
import { openOne } from '#test/support/opened.ts';
import {
  ada,
  ben,
  organisationOf,
  cleo as someCleo,
  platform as wholePlatform,
} from '#test/support/sampleOrganisation.ts';
import { alice, entered, newWorld, type World } from '#test/support/world.ts';

/** Whose second page comes ten minutes after the first. */
const cleo: Contact = {
  ...someCleo,
  notificationRules: {
    high: [
      { after: 'PT0S', channel: 'sms' },
      { after: 'PT10M', channel: 'sms' },
    ],
    low: null,
  },
};
const platform: Team = { ...wholePlatform, members: [ben.id, cleo.id] };
const toCleo: Target[] = [{ type: 'contact', id: cleo.id }];

describe('a request for help', () => {
  let world: World;
  let id: string;

  beforeEach(async () => {
    world = newWorld(organisationOf({ contacts: [ada, ben, cleo], teams: [platform] }));
    ({ id } = await openOne(world));
  });

  const record = async (): Promise<IncidentRecord> => {
    const found = await world.ports.incidents.get(id);
    if (!found) throw new Error('The incident is gone.');
    return found;
  };
  const wake = async () =>
    runStage(entered(world, planClock(await record(), world.ports.clock.now())), world.ports);
  const ask = (targets: Target[], message: string | null = null) =>
    requestResponders(id, { targets, message }, { actor: alice }, world.ports);
  const move = (name: 'acknowledge' | 'mitigate' | 'cancel') =>
    moveIncident(id, { name }, { actor: alice }, world.ports);
  const rowsForHelp = async () =>
    (await world.ports.incidents.notifications(id, 100, undefined)).items
      .filter(({ level }) => level === 0)
      .map(({ contactId, attempt, pass, state }) => [contactId, pass, attempt, state]);
  const sentTo = (contact: Contact) => world.sent.filter(({ contactId }) => contactId === contact.id);

  it.each(['triggered', 'acknowledged', 'mitigated'] as const)(
    'is sent by the clock of a %s incident',
    async (status) => {
      await wake();
      if (status !== 'triggered') await move(status === 'acknowledged' ? 'acknowledge' : 'mitigate');
      const told = world.told.length;
      await wake();
      await ask(toCleo, 'Please look at the replicas.');
      expect(world.told.slice(told)).toMatchObject([{ kind: 'failed', error: 'Muster.Replan' }]);
      expect(sentTo(cleo)).toEqual([]);

      await wake();
      expect(sentTo(cleo).map(({ text }) => text)).toEqual([
        'Help wanted: P1 #1 Checkout is down (Payments) https://muster.example/a/LE0',
      ]);
      world.pass(600_000);
      await wake();
      expect(await rowsForHelp()).toEqual([
        [cleo.id, 1, 1, 'sent'],
        [cleo.id, 1, 2, 'sent'],
      ]);
      expect(await record()).toMatchObject({ status, paging: null });
    },
  );

  it('leaves the walk through the levels as it is', async () => {
    await wake();
    const { nextAt, escalation } = await record();
    await ask(toCleo);
    await wake();
    expect(await record()).toMatchObject({ nextAt, escalation, status: 'triggered' });
  });

  it.each(['accepted', 'declined'] as const)('goes on paging nobody who has %s', async (answer) => {
    await wake();
    await move('acknowledge');
    await ask(toCleo);
    await wake();
    await answerRequest(id, cleo.id, answer, { actor: alice }, world.ports);
    await wake();
    world.pass(600_000);
    await wake();
    expect(sentTo(cleo)).toHaveLength(1);
    expect((await rowsForHelp()).at(-1)).toEqual([cleo.id, 1, 2, 'skipped']);
    expect((await record()).status).toBe('acknowledged');
  });

  it('leaves nothing waiting when the incident is over', async () => {
    await wake();
    await ask(toCleo);
    await wake();
    await move('cancel');
    expect(await rowsForHelp()).toEqual([
      [cleo.id, 1, 1, 'sent'],
      [cleo.id, 1, 2, 'skipped'],
    ]);
  });

  it('asks the next of a team in turn, and takes no turn where it is refused', async () => {
    const next: Target[] = [{ type: 'team', id: platform.id, select: 'round-robin' }];
    expect((await ask(next)).responders.map(({ contactId }) => contactId)).toEqual([ben.id]);
    expect((await ask(next)).responders.map(({ contactId }) => contactId)).toEqual([cleo.id]);
    await move('cancel');
    await expect(ask(next)).rejects.toMatchObject({ code: 'invalid-transition' });
    expect((await world.ports.turns.peek([platform.id])).get(platform.id)).toBe(2);
  });

  it('that runs twice pages once', async () => {
    await ask([{ type: 'team', id: platform.id, select: 'everyone' }]);
    const again = await ask([{ type: 'team', id: platform.id, select: 'everyone' }]);
    expect(again.change).toBeUndefined();
    expect(again.notPaged.map(({ contactId }) => contactId)).toEqual([ben.id, cleo.id]);
    await wake();
    expect([sentTo(ben).length, sentTo(cleo).length]).toEqual([1, 1]);
  });

  it('asks somebody anew who has declined, before their first pages are dropped, and pages them once', async () => {
    await wake();
    await move('acknowledge');
    await ask(toCleo);
    await wake();
    await answerRequest(id, cleo.id, 'declined', { actor: alice }, world.ports);
    world.pass(60_000);
    await ask(toCleo, 'Nobody else is there.');
    await wake();
    world.pass(600_000);
    await wake();
    expect(await rowsForHelp()).toEqual([
      [cleo.id, 1, 1, 'sent'],
      [cleo.id, 1, 2, 'skipped'],
      [cleo.id, 2, 1, 'sent'],
      [cleo.id, 2, 2, 'sent'],
    ]);
  });

  it('that had no answer when the incident was resolved can be made anew when it is reopened', async () => {
    await ask(toCleo);
    await wake();
    const resolve = { name: 'resolve' as const, summary: 'Rolled back.', cause: null };
    await moveIncident(id, resolve, { actor: alice }, world.ports);
    await moveIncident(id, { name: 'reopen' }, { actor: alice }, world.ports);
    expect((await record()).responders).toEqual([]);
    world.pass(1000);
    expect((await ask(toCleo)).responders).toMatchObject([{ contactId: cleo.id, state: 'requested' }]);
    await wake();
    expect(sentTo(cleo)).toHaveLength(2);
    expect(await rowsForHelp()).toEqual([
      [cleo.id, 1, 1, 'sent'],
      [cleo.id, 1, 2, 'skipped'],
      [cleo.id, 2, 1, 'sent'],
      [cleo.id, 2, 2, 'pending'],
    ]);
  });

  it('names the target that does not exist', async () => {
    await expect(
      ask([...toCleo, { type: 'team', id: 'team_00000000000000000000000N0N', select: 'everyone' }]),
    ).rejects.toMatchObject({
      code: 'validation-failed',
      extra: { errors: [{ path: 'targets.1.id', message: 'names no team' }] },
    });
    expect((await record()).responders).toEqual([]);
  });

  it('is sent again after a crash, but its later page no earlier than it is due', async () => {
    await ask(toCleo);
    const crash = {
      ...world.ports,
      pager: { send: () => Promise.reject(new Error('The worker dies.')) },
      clock: { ...world.ports.clock, sleep: () => Promise.reject(new Error('The worker dies.')) },
    };
    const dying = entered(world, planClock(await record(), world.ports.clock.now()));
    await expect(runStage(dying, crash)).rejects.toThrow('The worker dies.');
    world.pass(10_000);
    await wake();
    expect(await rowsForHelp()).toEqual([
      [cleo.id, 1, 1, 'sent'],
      [cleo.id, 1, 2, 'pending'],
    ]);
  });
});
