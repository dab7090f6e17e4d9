import { describe, expect, it } from 'vitest';
import { HEARTBEAT_MS } from '#domain/incident/clock.ts';
import { decideDue } from '#domain/incident/due.ts';
import { incidentIn } from '#test/support/incidents.ts';
import { START } from '#test/support/world.ts';

const now = new Date(START.getTime() + 3600_000);
const heartbeat = new Date(now.getTime() + HEARTBEAT_MS).toISOString();

describe('when the time of an incident has come', () => {
  it('a forgotten acknowledgement returns to triggered', () => {
    const change = decideDue(incidentIn('acknowledged'), now);
    expect(change.after.status).toBe('triggered');
    expect(change.events).toEqual([
      expect.objectContaining({
        type: 'incident.unacknowledged',
        reason: expect.stringContaining('PT30M'),
        actor: expect.objectContaining({ type: 'system' }),
      }),
    ]);
  });

  it('a snooze that is over triggers it again, whatever the policy says', () => {
    const { policy } = incidentIn('acknowledged');
    const record = incidentIn('acknowledged', {
      policy: { ...policy, acknowledgementTimeout: null },
      snoozedUntil: now.toISOString(),
    });
    const change = decideDue(record, now);
    expect(change.after).toMatchObject({ status: 'triggered', snoozedUntil: null });
    expect(change.events[0]?.reason).toBe('The snooze is over.');
  });

  it('an acknowledged one without a timeout, and a mitigated one, rest until the heartbeat', () => {
    const { policy } = incidentIn('acknowledged');
    const untimed = incidentIn('acknowledged', { policy: { ...policy, acknowledgementTimeout: null } });
    for (const record of [untimed, incidentIn('mitigated')]) {
      const change = decideDue(record, now);
      expect(change.after).toMatchObject({ status: record.status, nextAt: heartbeat });
      expect(change.events).toEqual([]);
    }
  });

  it('a resolved one closes after its quiet period', () => {
    const change = decideDue(incidentIn('resolved'), now);
    expect(change.after).toMatchObject({ status: 'closed', closedAt: now.toISOString(), nextAt: null });
  });

  it('a resolved one that lacks something says once what, and waits', () => {
    const blocked = decideDue(incidentIn('resolved', { category: null }), now);
    expect(blocked.after).toMatchObject({
      status: 'resolved',
      closureBlockedAt: now.toISOString(),
      nextAt: heartbeat,
    });
    expect(blocked.events).toEqual([
      expect.objectContaining({ type: 'closure.blocked', data: { missing: ['category'] } }),
    ]);
    expect(decideDue(blocked.after, now).events).toEqual([]);
  });
});
