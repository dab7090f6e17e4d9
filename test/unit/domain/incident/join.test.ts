import { describe, expect, it } from 'vitest';
import { decideJoin } from '#domain/incident/join.ts';
import { presentIncident } from '#domain/incident/record.ts';
import { incidentIn, incidentOf } from '#test/support/incidents.ts';
import { START } from '#test/support/world.ts';

const alert = {
  id: 'alr_00000000000000000000000009',
  at: START.toISOString(),
  source: 'cloudwatch' as const,
  origin: 'payments-errors',
  summary: 'Errors',
  severity: 'high' as const,
  count: 4,
};
const [known] = incidentOf().dedupReferences;
if (!known) throw new Error('An incident has the key by which it opened.');
const counted = (alertCount: number) => ({ ...known, alertCount });

describe('signals that join', () => {
  it('are counted by what their key has brought so far', () => {
    const change = decideJoin(incidentOf(), counted(5), [alert], START);
    expect(change?.alerts).toEqual([alert]);
    expect(change && presentIncident(change.after).alertCount).toBe(5);
    expect(change?.events).toEqual([
      {
        type: 'alert.joined',
        actor: { type: 'alarm', id: null, name: 'payments-errors' },
        data: { count: 4, summary: 'Errors', severity: 'high' },
      },
    ]);
  });

  it('change nothing when they are heard of twice, or after later ones', () => {
    const change = decideJoin(incidentOf(), counted(5), [alert], START);
    const after = change?.after ?? incidentOf();
    expect(decideJoin(after, counted(5), [alert], START)).toBeUndefined();
    expect(decideJoin(after, counted(4), [alert], START)).toBeUndefined();
  });

  it('change nothing of an incident that is over or that another key leads to', () => {
    expect(decideJoin(incidentIn('closed'), counted(5), [alert], START)).toBeUndefined();
    const foreign = { ...counted(5), dedupKey: 'another' };
    expect(decideJoin(incidentOf(), foreign, [alert], START)).toBeUndefined();
  });
});
