import { describe, expect, it } from 'vitest';
import { decideMerge } from '#domain/incident/merge.ts';
import { pointerEffects } from '#domain/incident/pointer.ts';
import { status } from '#domain/incident/schema.ts';
import { incidentIn } from '#test/support/incidents.ts';
import { alice, START } from '#test/support/world.ts';

const asked = { actor: alice, now: START };
const other = { id: 'inc_00000000000000000000000002', number: 2 };
const referenceOf = (dedupKey: string) => ({ serviceId: 'svc_1', dedupKey, alertCount: 3 });

describe('a merge', () => {
  it.each(status.options.flatMap((from) => status.options.map((into) => [from, into] as const)))(
    'of one that is %s into one that is %s',
    (from, into) => {
      const decide = () => decideMerge(incidentIn(from), incidentIn(into, other), asked);
      const may =
        ['triggered', 'acknowledged'].includes(from) &&
        ['triggered', 'acknowledged', 'mitigated'].includes(into);
      if (may)
        expect(decide()[0].after).toMatchObject({ status: 'merged', mergedInto: other.id, nextAt: null });
      else expect(decide).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
    },
  );

  it('leads the keys of the one to the other, also those that it took up itself', () => {
    const references = [referenceOf('a'), referenceOf('b')];
    const into = incidentIn('acknowledged', { ...other, dedupReferences: [referenceOf('c')] });
    const [ended, joined] = decideMerge(
      incidentIn('triggered', { dedupReferences: references }),
      into,
      asked,
    );
    expect(pointerEffects(ended)).toEqual({ references, effect: { kind: 'redirect', incidentId: other.id } });
    expect(pointerEffects(joined)).toBeUndefined();
    expect(joined.after.dedupReferences.map((one) => one.dedupKey)).toEqual(['c', 'a', 'b']);
    expect(joined.after.status).toBe('acknowledged');
  });

  it('into itself is refused', () => {
    const record = incidentIn('triggered');
    expect(() => decideMerge(record, record, asked)).toThrow(
      expect.objectContaining({ code: 'validation-failed' }),
    );
  });

  it('is refused before one has more keys than a write can move', () => {
    const many = Array.from({ length: 90 }, (_, index) => referenceOf(String(index)));
    const into = incidentIn('triggered', { ...other, dedupReferences: many });
    expect(() => decideMerge(incidentIn('triggered'), into, asked)).toThrow(
      expect.objectContaining({ code: 'validation-failed' }),
    );
  });
});
