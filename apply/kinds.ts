import type * as z from 'zod';
import { contactInput } from '#domain/contact/schema.ts';
import { escalationPolicyInput } from '#domain/escalation/schema.ts';
import { responsePlanInput } from '#domain/plan/schema.ts';
import { scheduleInput } from '#domain/schedule/schema.ts';
import { serviceInput } from '#domain/service/schema.ts';
import { teamInput } from '#domain/team/schema.ts';

/** A kind of thing that a file declares. */
export interface Kind {
  /** The map in the file that holds the things of this kind. */
  section: string;
  /** For people: `contact`. */
  noun: string;
  /** Of its ids. */
  prefix: string;
  /** Of its list in the API. */
  path: string;
  /** What the API takes. */
  input: z.ZodObject;
  /** Fields that people also keep for themselves: where a file does not name them, they stay as they are. */
  personal: readonly string[];
}

/** In the order in which they are applied: as far as it can be, each after what it names. */
export const kinds = [
  {
    section: 'contacts',
    noun: 'contact',
    prefix: 'ctc',
    path: '/v1/contacts',
    input: contactInput,
    personal: ['notificationRules', 'quietTimes', 'leave'],
  },
  { section: 'teams', noun: 'team', prefix: 'team', path: '/v1/teams', input: teamInput, personal: [] },
  {
    section: 'schedules',
    noun: 'schedule',
    prefix: 'sch',
    path: '/v1/schedules',
    input: scheduleInput,
    personal: [],
  },
  {
    section: 'escalationPolicies',
    noun: 'escalation policy',
    prefix: 'pol',
    path: '/v1/escalation-policies',
    input: escalationPolicyInput,
    personal: [],
  },
  {
    section: 'services',
    noun: 'service',
    prefix: 'svc',
    path: '/v1/services',
    input: serviceInput,
    personal: [],
  },
  {
    section: 'responsePlans',
    noun: 'response plan',
    prefix: 'pln',
    path: '/v1/response-plans',
    input: responsePlanInput,
    personal: [],
  },
] as const satisfies readonly Kind[];

/** The kind of the things whose ids have this prefix. */
export const kindOf = (prefix: string): Kind | undefined => kinds.find((kind) => kind.prefix === prefix);
