import type { FieldError } from '../fieldErrors.ts';
import type { Signal } from './schema.ts';

/** A payload, or a part of one, that says nothing Muster can act on. */
interface Rejection {
  payload: unknown;
  errors: FieldError[];
}

/** What a payload of a tool came to. Each part of it is in exactly one of the three. */
export interface Reading {
  signals: Signal[];
  /** Why a part that was understood needs no action, one sentence each. */
  ignored: string[];
  rejected: Rejection[];
}

/** What the edges add to a payload. */
export interface ReadingContext {
  /** RFC 3339 in UTC */
  receivedAt: string;
  /** @returns a new id of a signal, `alr_…` */
  nextId: () => string;
}

/** @returns the reading of a payload of which nothing can be used */
export function rejectedReading(payload: unknown, errors: FieldError[]): Reading {
  return { signals: [], ignored: [], rejected: [{ payload, errors }] };
}
