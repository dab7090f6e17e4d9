import type { EventType } from '../timeline/schema.ts';
import type { EventDraft } from './change.ts';
import type { Actor } from './schema.ts';

/** Who asks for something, when, and why. */
export interface Asked {
  actor: Actor;
  now: Date;
  reason?: string | undefined;
}

/** What the timeline says of something that was asked for. */
export function askedEvent(type: EventType, asked: Asked, data: Record<string, unknown>): EventDraft {
  return { type, actor: asked.actor, data, ...(asked.reason ? { reason: asked.reason } : {}) };
}
