import { monotonicFactory } from 'ulid';
import type { Ids } from '#operations/ports.ts';

const next = monotonicFactory();

/** Ids that sort by the time they were made: a type prefix and a ULID. */
export const ulidIds: Ids = { next: (prefix) => `${prefix}_${next()}` };
