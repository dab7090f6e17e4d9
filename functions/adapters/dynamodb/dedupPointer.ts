import type { Alert } from '#domain/alert/schema.ts';
import type { Change } from '#domain/incident/change.ts';
import { type PointerEffect, pointerEffects } from '#domain/incident/pointer.ts';
import type { Key } from './keys.ts';
import { keys } from './keys.ts';

/** Where a service's dedup key leads. It outlives its incidents, so that each can name its predecessor. */
export interface DedupPointer extends Key {
  serviceId: string;
  dedupKey: string;
  /** When the last signal happened that triggered something under the key. */
  triggeredAt: string;
  /** Absent while nothing is open under the key. */
  incidentId?: string;
  opened?: boolean;
  phase?: 'open' | 'resolved';
  alertCount?: number;
  alerts?: Alert[];
  predecessorId?: string;
}

/** An update of a pointer that belongs into the write of a change. */
export interface PointerUpdate {
  Key: Key;
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeValues: Record<string, unknown>;
}

/** Lets a key lead nowhere; it remembers the incident `:own` as the predecessor of the next. */
export const RELEASE = 'SET predecessorId = :own REMOVE incidentId, opened, phase, alertCount, alerts';

/** The updates of the pointers that lead to a change's incident. */
export function pointerUpdates(change: Change): PointerUpdate[] {
  const effects = pointerEffects(change);
  if (!effects) return [];
  const { UpdateExpression, values } = expressionOf(effects.effect);
  return effects.references.map(({ serviceId, dedupKey }) => ({
    Key: keys.dedup(serviceId, dedupKey),
    UpdateExpression,
    ConditionExpression: 'incidentId = :own',
    ExpressionAttributeValues: { ':own': change.after.id, ...values },
  }));
}

function expressionOf(effect: PointerEffect): { UpdateExpression: string; values: Record<string, unknown> } {
  switch (effect.kind) {
    case 'release':
      return {
        UpdateExpression: RELEASE,
        values: {},
      };
    case 'redirect':
      return {
        UpdateExpression: 'SET incidentId = :other, phase = :open',
        values: { ':other': effect.incidentId, ':open': 'open' },
      };
    case 'phase':
      return { UpdateExpression: 'SET phase = :phase', values: { ':phase': effect.phase } };
  }
}
