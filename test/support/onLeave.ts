import type { Contact } from '#domain/contact/schema.ts';
import { START } from './world.ts';

const HOUR_MS = 3600_000;

/** Somebody who is away when the tests begin, for an hour before and after. */
export const onLeave = (contact: Contact, substituteId: string | null = null): Contact => ({
  ...contact,
  leave: [
    {
      from: new Date(START.getTime() - HOUR_MS).toISOString(),
      to: new Date(START.getTime() + HOUR_MS).toISOString(),
      substituteId,
    },
  ],
});
