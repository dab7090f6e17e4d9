import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { EscalationPolicy } from '#domain/escalation/schema.ts';
import type { Incident } from '#domain/incident/schema.ts';
import type { ResponsePlan } from '#domain/plan/schema.ts';
import type { OnCall, Schedule } from '#domain/schedule/schema.ts';
import type { Team } from '#domain/team/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { eventually } from '#test/support/eventually.ts';
import { smsTo } from '#test/support/inboxes.ts';
import { ask, incidentOf, must, timelineOf } from '#test/support/musterApi.ts';
import { newContact, newService, unique } from '#test/support/organisations.ts';
import { stepRequestQueue } from '#test/support/stepRequestQueue.ts';

const automation = unique('restart');

/** A team with two people on call in turn, a policy, and a plan that knows what to do. */
async function prepare(people: [Contact, Contact]) {
  const members = people.map(({ id }) => id);
  const team = await must<Team>('POST', '/v1/teams', { name: unique('team'), members });
  const schedule = await must<Schedule>('POST', '/v1/schedules', {
    name: unique('schedule'),
    timeZone: 'America/New_York',
    teamId: team.id,
    layers: [
      {
        name: 'Weeks',
        participants: members,
        rotation: { every: 'P7D', handoff: '09:00', from: '2026-01-05' },
      },
    ],
  });
  const policy = await must<EscalationPolicy>('POST', '/v1/escalation-policies', {
    name: unique('policy'),
    steps: [
      { after: 'PT0S', targets: [{ type: 'schedule', id: schedule.id }] },
      { after: 'PT1H', targets: [{ type: 'team', id: team.id, select: 'round-robin' }] },
    ],
  });
  const service = await newService({ teamId: team.id });
  const plan = await must<ResponsePlan>('POST', '/v1/response-plans', {
    name: unique('plan'),
    teamId: team.id,
    match: { serviceIds: [service.id] },
    titleTemplate: '{service}: {title}',
    defaults: { severity: 'critical', impact: 'critical', category: 'availability' },
    escalationPolicyId: policy.id,
    roles: [
      { role: 'commander', fillFrom: { type: 'schedule', id: schedule.id } },
      { role: 'customer-contact', fillFrom: null },
    ],
    runbook: {
      steps: [
        { key: 'restart', title: 'Restart', required: true, automation: { name: automation } },
        { key: 'graphs', title: 'Look at the graphs', role: 'commander', required: true },
      ],
    },
    bridgeUrl: 'https://meet.example.org/42',
    quietPeriod: 'P1D',
  });
  const { onCall } = await must<OnCall>('GET', `/v1/schedules/${schedule.id}/on-call`);
  const commander = people.find(({ id }) => id === onCall[0]?.contactId);
  const other = people.find(({ id }) => id !== commander?.id);
  if (!commander || !other) throw new Error('Nobody is on call.');
  return { service, plan, commander, other };
}

const told = (events: TimelineEvent[], type: TimelineEvent['type']) =>
  events.filter((event) => event.type === type).map(({ data }) => data);

describe('an incident for which a team is prepared', () => {
  it('runs its plan from the first page to the closing', async () => {
    const receive = await stepRequestQueue(automation);
    const people = await Promise.all([newContact({ email: null }), newContact({ email: null })]);
    const { service, plan, commander, other } = await prepare(people);

    const { id } = await must<Incident>('POST', '/v1/incidents', {
      title: 'Cards are declined',
      serviceId: service.id,
    });
    expect(await incidentOf(id)).toMatchObject({
      title: `${service.name}: Cards are declined`,
      priority: 'P1',
      category: 'availability',
      planId: plan.id,
      planVersion: 1,
      bridgeUrl: 'https://meet.example.org/42',
      roles: expect.arrayContaining([
        { role: 'commander', contactId: commander.id },
        { role: 'communications', contactId: null },
        { role: 'customer-contact', contactId: null },
      ]),
    });
    await eventually(async () => (await smsTo(commander.phone ?? '')).length === 1);

    // The plan changes while the incident runs, which keeps the version with which it opened.
    await must('PATCH', `/v1/response-plans/${plan.id}`, { runbook: { steps: [] }, roles: [] });

    const request = await eventually(async () =>
      (await receive()).find(({ incidentId }) => incidentId === id),
    );
    await must('POST', request.completePath, { output: 'Restarted.', run: request.run });

    await must('POST', `/v1/incidents/${id}/acknowledge`, {});
    await must('PUT', `/v1/incidents/${id}/roles/commander`, { contactId: other.id });
    await must('POST', `/v1/incidents/${id}/resolve`, { summary: 'The network of the bank is back.' });
    const blocked = await ask('POST', `/v1/incidents/${id}/close`);
    expect(blocked).toMatchObject({
      status: 409,
      body: { code: 'closure-blocked', missing: ['runbook.graphs'] },
    });
    await must('POST', `/v1/incidents/${id}/runbook/graphs/complete`, { output: 'All green.' });
    expect((await must<Incident>('POST', `/v1/incidents/${id}/close`)).status).toBe('closed');

    const events = await timelineOf(id);
    expect(told(events, 'role.assigned')).toMatchObject([{ role: 'commander', contactId: commander.id }]);
    expect(told(events, 'role.handed-over')).toMatchObject([
      { role: 'commander', from: commander.id, to: other.id },
    ]);
    expect(told(events, 'step.completed').map(({ step }) => step)).toEqual(['restart', 'graphs']);
    expect(told(events, 'incident.opened')).toMatchObject([{ planId: plan.id, planVersion: 1 }]);
    await eventually(async () => {
      const { lastExercisedAt } = await must<ResponsePlan>('GET', `/v1/response-plans/${plan.id}`);
      return lastExercisedAt !== null;
    });
  });
});
