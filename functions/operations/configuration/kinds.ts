import type { Contact } from '#domain/contact/schema.ts';
import type { EscalationPolicy, Target } from '#domain/escalation/schema.ts';
import { etagOf } from '#domain/etag.ts';
import type { Integration } from '#domain/integration/schema.ts';
import type { SavedPlan } from '#domain/plan/schema.ts';
import type { Schedule } from '#domain/schedule/schema.ts';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import type { Service } from '#domain/service/schema.ts';
import type { Team } from '#domain/team/schema.ts';
import type { Kind, PlacedReference } from './kind.ts';
import type { ConfigurationKind, ConfigurationRecord } from './store.ts';

const identity = <Name extends ConfigurationKind>({
  id,
  createdAt,
  updatedAt,
  revision,
}: ConfigurationRecord<Name>) => ({
  id,
  createdAt,
  updatedAt,
  etag: etagOf(revision),
});

const optional = (kind: ConfigurationKind, id: string | null, path: string): PlacedReference[] =>
  id === null ? [] : [{ kind, id, path }];

const ofTarget = ({ type, id }: Target, path: string): PlacedReference => ({
  kind: type,
  id,
  path: `${path}.id`,
});

export const contactKind: Kind<'contact', Contact> = {
  name: 'contact',
  prefix: 'ctc',
  noun: 'contact',
  references: ({ leave }) =>
    leave.flatMap(({ substituteId }, index) =>
      optional('contact', substituteId, `leave.${index}.substituteId`),
    ),
  present: (record) => ({ ...record.body, ...identity(record) }),
};

export const teamKind: Kind<'team', Team> = {
  name: 'team',
  prefix: 'team',
  noun: 'team',
  references: ({ members }) =>
    members.map((id, index) => ({ kind: 'contact', id, path: `members.${index}` })),
  present: (record) => ({ ...record.body, ...identity(record) }),
};

export const scheduleKind: Kind<'schedule', Schedule> = {
  name: 'schedule',
  prefix: 'sch',
  noun: 'schedule',
  references: ({ teamId, layers }) => [
    ...optional('team', teamId, 'teamId'),
    ...layers.flatMap(({ participants }, layer) =>
      participants.map((id, index) => ({
        kind: 'contact' as const,
        id,
        path: `layers.${layer}.participants.${index}`,
      })),
    ),
  ],
  present: (record) => ({ ...record.body, ...identity(record) }),
};

export const serviceKind: Kind<'service', Service> = {
  name: 'service',
  prefix: 'svc',
  noun: 'service',
  references: ({ teamId, escalationPolicyId, responsePlanId, dependsOn, fallbackTarget }) => [
    ...optional('team', teamId, 'teamId'),
    ...optional('escalation-policy', escalationPolicyId, 'escalationPolicyId'),
    ...optional('response-plan', responsePlanId, 'responsePlanId'),
    ...dependsOn.map((id, index) => ({ kind: 'service' as const, id, path: `dependsOn.${index}` })),
    ...(fallbackTarget ? [ofTarget(fallbackTarget, 'fallbackTarget')] : []),
  ],
  present: (record) => ({ ...record.body, ...identity(record), isDefault: record.id === DEFAULT_SERVICE_ID }),
};

export const escalationPolicyKind: Kind<'escalation-policy', EscalationPolicy> = {
  name: 'escalation-policy',
  prefix: 'pol',
  noun: 'escalation policy',
  references: ({ steps, whenExhausted }) => [
    ...steps.flatMap((step, stepIndex) => [
      ...step.targets.map((target, index) => ofTarget(target, `steps.${stepIndex}.targets.${index}`)),
      ...(step.when?.serviceIds ?? []).map((id, index) => ({
        kind: 'service' as const,
        id,
        path: `steps.${stepIndex}.when.serviceIds.${index}`,
      })),
    ]),
    ...whenExhausted.targets.map((target, index) => ofTarget(target, `whenExhausted.targets.${index}`)),
  ],
  present: (record) => ({ ...record.body, ...identity(record) }),
};

export const responsePlanKind: Kind<'response-plan', SavedPlan> = {
  name: 'response-plan',
  prefix: 'pln',
  noun: 'response plan',
  references: ({ teamId, match, escalationPolicyId, roles }) => [
    ...optional('team', teamId, 'teamId'),
    ...(match?.serviceIds ?? []).map((id, index) => ({
      kind: 'service' as const,
      id,
      path: `match.serviceIds.${index}`,
    })),
    ...optional('escalation-policy', escalationPolicyId, 'escalationPolicyId'),
    ...roles.flatMap(({ fillFrom }, index) =>
      fillFrom ? [ofTarget(fillFrom, `roles.${index}.fillFrom`)] : [],
    ),
  ],
  present: (record) => ({ ...record.body, ...identity(record), version: record.revision }),
};

export const integrationKind: Kind<'integration', Integration> = {
  name: 'integration',
  prefix: 'int',
  noun: 'integration',
  references: ({ serviceId }) => [{ kind: 'service', id: serviceId, path: 'serviceId' }],
  present: (record) => {
    const { name, kind, serviceId, previousKeys } = record.body;
    return {
      name,
      kind,
      serviceId,
      previousKeyValidUntil: previousKeys.at(-1)?.validUntil ?? null,
      ...identity(record),
    };
  },
};
