import { durationMilliseconds } from '../duration.ts';
import { channelsOf } from './channels.ts';
import { leaveAt } from './leave.ts';
import { quietUntil } from './quiet.ts';
import type { Channel, Contact, Leave } from './schema.ts';
import type { Urgency } from './urgency.ts';

/** A page that somebody gets by their own rules, or the reason why there is none. */
export interface PersonalPage {
  channel: Channel | null;
  /** The how manieth by this channel. */
  attempt: number;
  /** In milliseconds since 1970; null where there is no page. */
  dueAt: number | null;
  /** Whether it waits for the end of the person's quiet time, and goes out with others that do. */
  bundled: boolean;
  /** For the end of a sentence about the page: ``, or what the rules say. */
  note: string;
}

/**
 * The pages that a contact gets when a level reaches them, or when somebody asks them to help.
 *
 * What is not verified is paged all the same. Rules that name only channels which the contact has not are as
 * good as none: every channel is used at once. High urgency knows no quiet time. A page that would be due while the
 * contact is away is none.
 *
 * @param at when they are reached, in milliseconds since 1970
 */
export function pagesFor(contact: Contact, urgency: Urgency, at: number): PersonalPage[] {
  const leave = leaveAt(contact, at);
  if (leave) return [away(contact, leave)];
  const channels = channelsOf(contact);
  if (channels.length === 0) return [none(`${contact.name} has neither email nor phone.`)];

  const rules = contact.notificationRules[urgency]?.filter(({ channel }) => channels.includes(channel)) ?? [];
  const steps = rules.length > 0 ? rules : channels.map((channel) => ({ after: 'PT0S', channel }));
  const pages = steps.map((step, index) => {
    const wanted = at + durationMilliseconds(step.after);
    const dueAt = urgency === 'low' ? quietUntil(contact, wanted) : wanted;
    const bundled = dueAt > wanted;
    return {
      channel: step.channel,
      attempt: steps.slice(0, index + 1).filter(({ channel }) => channel === step.channel).length,
      dueAt,
      bundled,
      note: bundled
        ? `It waits for the end of their quiet time, ${new Date(dueAt).toISOString()}.`
        : wanted > at
          ? `By their own rules ${step.after} later.`
          : '',
    };
  });
  const present = pages.filter(({ dueAt }) => !leaveAt(contact, dueAt));
  const [first] = pages;
  const later = first && leaveAt(contact, first.dueAt);
  return present.length === 0 && later ? [away(contact, later)] : present;
}

const away = ({ name }: Contact, { to }: Leave): PersonalPage => none(`${name} is away until ${to}.`);

const none = (note: string): PersonalPage => ({
  channel: null,
  attempt: 1,
  dueAt: null,
  bundled: false,
  note,
});
