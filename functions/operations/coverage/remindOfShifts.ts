import { quietUntil } from '#domain/contact/quiet.ts';
import type { Contact } from '#domain/contact/schema.ts';
import { reminderOf } from '#domain/coverage/reminder.ts';
import { type UpcomingShift, upcomingShifts } from '#domain/coverage/upcomingShifts.ts';
import type { ConfigurationStore } from '../configuration/store.ts';
import { type NoticeOutcome, type NoticePorts, sendNotice } from '../notice/sendNotice.ts';
import { loadAllRotas } from '../schedule/rotas.ts';
import type { OverrideStore } from '../schedule/store.ts';

export interface ReminderPorts extends NoticePorts {
  store: ConfigurationStore;
  overrides: OverrideStore;
}

const HOUR_MS = 3600_000;
/** A reminder that comes later than this before the shift is worth waking for. */
const LEAST_NOTICE_MS = HOUR_MS;

/**
 * Reminds people of shifts that are about to begin, once for each schedule and beginning. Somebody's quiet time is left
 * in peace, as long as its end leaves an hour before the shift.
 *
 * @returns how many were reminded, and how many could not be
 */
export async function remindOfShifts(ports: ReminderPorts): Promise<{ reminded: number; failed: number }> {
  const now = ports.clock.now();
  const { rotas, contacts } = await loadAllRotas(now, ports);
  const outcomes: NoticeOutcome[] = [];
  for (const rota of rotas) {
    for (const shift of upcomingShifts(rota, now)) {
      const contact = contacts.get(shift.contactId);
      if (!contact || waits(shift, contact, now)) continue;
      const { id } = rota.schedule;
      outcomes.push(
        await sendNotice(
          {
            name: `shift/${id}/${contact.id}/${shift.from}`,
            contact,
            text: reminderOf(shift, rota.schedule, contact),
            forgetAt: new Date(Date.parse(shift.from) + HOUR_MS),
          },
          ports,
        ),
      );
    }
  }
  const count = (wanted: NoticeOutcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return { reminded: count('sent'), failed: count('failed') };
}

function waits({ from }: UpcomingShift, contact: Contact, now: Date): boolean {
  const end = quietUntil(contact, now.getTime());
  return end > now.getTime() && end <= Date.parse(from) - LEAST_NOTICE_MS;
}
