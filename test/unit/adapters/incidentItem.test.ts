import { describe, expect, it } from 'vitest';
import { fromItem, toItem } from '#adapters/dynamodb/incidentItem.ts';
import { planClock } from '#domain/incident/clock.ts';
import { incidentOf } from '#test/support/incidents.ts';
import { START } from '#test/support/world.ts';

describe('the item of an incident', () => {
  it('is read back as the record that was written', () => {
    const record = incidentOf();
    expect(fromItem({ ...toItem(record) })).toEqual(record);
  });

  it('of an earlier version, whose policy does not say what comes behind its end, keeps its clock', () => {
    const record = incidentOf();
    const { whenExhausted: _absent, ...policy } = record.policy;
    const read = fromItem({ ...toItem(record), policy });
    expect(read).toEqual(record);
    expect(planClock(read, START)).toEqual(planClock(record, START));
  });
});
