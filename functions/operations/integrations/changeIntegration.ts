import type { Actor } from '#domain/incident/schema.ts';
import type { Integration, IntegrationPatch } from '#domain/integration/schema.ts';
import { readyService } from '../configuration/defaultService.ts';
import { integrationKind } from '../configuration/kinds.ts';
import type { ConfigurationPorts } from '../configuration/ports.ts';
import { remove } from '../configuration/remove.ts';
import { update } from '../configuration/update.ts';
import { keyChangeOf, keyRecordsOf } from './keyRecords.ts';

interface IntegrationChange {
  id: string;
  ifMatch: string | undefined;
  actor: Actor;
}

/**
 * Renames an integration or sends its alerts to another service.
 *
 * @throws Refusal `not-found`, `conflict`, or `validation-failed` where there is no such service
 */
export async function changeIntegration(
  { patch, ...change }: IntegrationChange & { patch: IntegrationPatch },
  ports: ConfigurationPorts,
): Promise<Integration> {
  await readyService(patch.serviceId, ports);
  const { thing } = await update(
    integrationKind,
    {
      ...change,
      derive: ({ body }) => ({
        ...body,
        name: patch.name ?? body.name,
        serviceId: patch.serviceId ?? body.serviceId,
      }),
      keys: keyChangeOf,
    },
    ports,
  );
  return thing;
}

/**
 * Revokes an integration: none of its keys opens anything from now on.
 *
 * @throws Refusal `not-found` or `conflict`
 */
export async function revokeIntegration(change: IntegrationChange, ports: ConfigurationPorts): Promise<void> {
  await remove(
    integrationKind,
    {
      ...change,
      keys: (before) => ({ set: [], removed: keyRecordsOf(before).map(({ hash }) => hash) }),
    },
    ports,
  );
}
