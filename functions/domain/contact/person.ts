import type { Contact } from './schema.ts';

/** Somebody as the timeline names them. */
export type Person = Pick<Contact, 'id' | 'name'>;
