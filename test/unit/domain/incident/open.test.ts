import { describe, expect, it } from 'vitest';
import { open } from '#domain/incident/open.ts';
import { presentIncident } from '#domain/incident/record.ts';
import { incident } from '#domain/incident/schema.ts';
import { defaultSettings } from '#domain/organisation/defaults.ts';
import { level } from '#domain/schema.ts';
import { incidentIn, incidentOf } from '#test/support/incidents.ts';
import { payments } from '#test/support/sampleOrganisation.ts';
import { reportOf, START } from '#test/support/world.ts';

/** The table of contract section 3, read row by row. */
const matrix = {
  critical: ['P1', 'P1', 'P2', 'P3'],
  high: ['P1', 'P2', 'P3', 'P3'],
  medium: ['P2', 'P3', 'P3', 'P4'],
  low: ['P3', 'P4', 'P4', 'P5'],
};

function opened(changes: Parameters<typeof reportOf>[0], service = payments, after?: string) {
  const { policy } = incidentOf();
  const steps = after ? policy.steps.map((step) => ({ ...step, after })) : policy.steps;
  return open(
    { id: 'inc_00000000000000000000000007', number: 7 },
    reportOf(changes),
    {
      service,
      policy: { ...policy, steps },
      settings: defaultSettings,
      predecessorId: null,
      plan: null,
      roles: [],
    },
    3,
    START,
  );
}

describe('a new incident', () => {
  it.each(level.options)('of severity %s gets its priority by the matrix', (severity) => {
    const priorities = level.options.map((impact) => opened({ severity, impact }).record.priority);
    expect(priorities).toEqual(matrix[severity]);
  });

  it('takes its impact from the tier of the service, and says so', () => {
    const { record, events } = opened({ severity: 'high', impact: null }, { ...payments, tier: 'low' });
    expect(record).toMatchObject({ impact: 'low', priority: 'P3' });
    expect(events.at(-1)?.reason).toBe('Severity high and impact low, the tier of Payments, make P3.');
  });

  it('is triggered, with a clock, and counts the signals that opened it', () => {
    const { record } = opened({}, payments, 'PT5M');
    expect(record).toMatchObject({ status: 'triggered', revision: 1, epoch: 1 });
    expect(record.nextAt).toBe(new Date(START.getTime() + 300_000).toISOString());
    expect(presentIncident(record).alertCount).toBe(3);
  });

  it('says that it is opened, categorised where somebody said how, and prioritised', () => {
    const types = (category: string | null) => opened({ category }).events.map((event) => event.type);
    expect(types('latency')).toEqual(['incident.opened', 'incident.categorized', 'incident.prioritized']);
    expect(types(null)).toEqual(['incident.opened', 'incident.prioritized']);
  });

  it('looks to outsiders as the contract says, and shows nothing that is Muster’s own', () => {
    const shown = presentIncident(opened({}).record);
    expect(Object.keys(shown).sort()).toEqual(Object.keys(incident.shape).sort());
  });
});

describe('the next level that outsiders see', () => {
  it('is there only while somebody is to be paged', () => {
    const exhausted = { policyId: null, level: 2, pass: 1, exhausted: true };
    expect(presentIncident(incidentIn('triggered')).escalation.nextAt).toBe(START.toISOString());
    expect(presentIncident(incidentIn('triggered', { escalation: exhausted })).escalation.nextAt).toBeNull();
    expect(presentIncident(incidentIn('acknowledged')).escalation.nextAt).toBeNull();
  });
});
