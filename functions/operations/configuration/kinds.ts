import type { Contact } from '#domain/contact/schema.ts';
import type { EscalationPolicy } from '#domain/escalation/schema.ts';
import { etagOf } from '#domain/etag.ts';
import type { Integration } from '#domain/integration/schema.ts';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import type { Service } from '#domain/service/schema.ts';
import type { Kind } from './kind.ts';
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

export const contactKind: Kind<'contact', Contact> = {
  name: 'contact',
  prefix: 'ctc',
  noun: 'contact',
  references: () => [],
  present: (record) => ({ ...record.body, ...identity(record) }),
};

export const serviceKind: Kind<'service', Service> = {
  name: 'service',
  prefix: 'svc',
  noun: 'service',
  references: ({ escalationPolicyId, fallbackTarget }) => [
    ...(escalationPolicyId
      ? [{ kind: 'escalation-policy' as const, id: escalationPolicyId, path: 'escalationPolicyId' }]
      : []),
    ...(fallbackTarget
      ? [{ kind: 'contact' as const, id: fallbackTarget.id, path: 'fallbackTarget.id' }]
      : []),
  ],
  present: (record) => ({ ...record.body, ...identity(record), isDefault: record.id === DEFAULT_SERVICE_ID }),
};

export const escalationPolicyKind: Kind<'escalation-policy', EscalationPolicy> = {
  name: 'escalation-policy',
  prefix: 'pol',
  noun: 'escalation policy',
  references: ({ steps }) =>
    steps.flatMap((step, stepIndex) =>
      step.targets.map((target, targetIndex) => ({
        kind: 'contact' as const,
        id: target.id,
        path: `steps.${stepIndex}.targets.${targetIndex}.id`,
      })),
    ),
  present: (record) => ({ ...record.body, ...identity(record) }),
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
