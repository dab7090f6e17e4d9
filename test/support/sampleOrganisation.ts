import type { Contact } from '#domain/contact/schema.ts';
import type { ScheduleAsKept } from '#domain/escalation/directory.ts';
import type { EscalationPolicy } from '#domain/escalation/schema.ts';
import { defaultSettings } from '#domain/organisation/defaults.ts';
import type { Settings } from '#domain/organisation/schema.ts';
import type { SavedPlan } from '#domain/plan/schema.ts';
import type { Layer, Schedule } from '#domain/schedule/schema.ts';
import type { Service } from '#domain/service/schema.ts';
import type { Team } from '#domain/team/schema.ts';
import { absentInEarlier } from '#operations/configuration/earlierBodies.ts';
import type { Organisation } from '#operations/incident/store.ts';

const stamp = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z', etag: '"1"' };

export const ada: Contact = {
  id: 'ctc_00000000000000000000000ADA',
  name: 'Ada',
  email: 'ada@example.com',
  phone: '+4915550000001',
  timeZone: 'Europe/Berlin',
  emailTopicArn: 'arn:aws:sns:eu-west-1:000000000000:muster-contact-ada',
  ...absentInEarlier.contact,
  ...stamp,
};
export const ben: Contact = {
  ...ada,
  id: 'ctc_00000000000000000000000BEN',
  name: 'Ben',
  email: null,
  emailTopicArn: null,
  phone: '+4915550000002',
};
export const cleo: Contact = {
  ...ben,
  id: 'ctc_0000000000000000000000CLE0',
  name: 'Cleo',
  phone: '+4915550000003',
};

/** The team of all three. */
export const platform: Team = {
  id: 'team_0000000000000000000000PLAT',
  key: null,
  name: 'Platform',
  description: null,
  members: [ada.id, ben.id, cleo.id],
  ...stamp,
};

/** A schedule in UTC that no team owns, unless it is changed. */
export const scheduleOf = (layers: Layer[], changes: Partial<Schedule> = {}): Schedule => ({
  id: 'sch_00000000000000000000PR1MARY',
  key: null,
  name: 'Primary',
  timeZone: 'UTC',
  teamId: null,
  gapsAllowed: false,
  layers,
  ...stamp,
  ...changes,
});

export const twoLevels: EscalationPolicy = {
  id: 'pol_00000000000000000000000TW0',
  name: 'Two levels',
  steps: [
    { after: 'PT0S', targets: [{ type: 'contact', id: ada.id }] },
    { after: 'PT5M', targets: [{ type: 'contact', id: ben.id }] },
  ],
  repeat: 0,
  acknowledgementTimeout: 'PT30M',
  ...absentInEarlier['escalation-policy'],
  ...stamp,
};

export const payments: Service = {
  id: 'svc_000000000000000000000PAYME',
  name: 'Payments',
  description: null,
  tier: 'critical',
  escalationPolicyId: twoLevels.id,
  alarmNamePatterns: ['payments-*'],
  autoResolve: true,
  fallbackTarget: null,
  ...absentInEarlier.service,
  isDefault: true,
  ...stamp,
};

/** An organisation in memory whose parts a test may replace. */
export function organisationOf(parts: {
  contacts?: Contact[];
  services?: Service[];
  policies?: EscalationPolicy[];
  settings?: Settings;
  teams?: Team[];
  schedules?: ScheduleAsKept[];
  plans?: SavedPlan[];
}): Organisation {
  const {
    contacts = [ada, ben],
    services = [payments],
    policies = [twoLevels],
    settings = defaultSettings,
    teams = [],
    schedules = [],
    plans = [],
  } = parts;
  return {
    service: async (id) => services.find((one) => one.id === id),
    defaultService: async () => services.find((one) => one.isDefault) ?? payments,
    policy: async (id) => policies.find((one) => one.id === id),
    contacts: async (ids) =>
      new Map(contacts.filter((one) => ids.includes(one.id)).map((one) => [one.id, one])),
    directory: async () => ({
      contacts: byId(contacts),
      teams: byId(teams),
      schedules: new Map(schedules.map((one) => [one.schedule.id, one])),
      turns: new Map(),
    }),
    plans: async () => plans,
    runbook: async ({ planId, planVersion }) =>
      plans.find((one) => one.id === planId && one.version === planVersion)?.runbook.steps ?? [],
    settings: async () => settings,
  };
}

const byId = <Thing extends { id: string }>(things: Thing[]) => new Map(things.map((one) => [one.id, one]));
