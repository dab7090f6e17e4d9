import { muster } from '#domain/incident/change.ts';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import type { Service } from '#domain/service/schema.ts';
import { create } from './create.ts';
import { serviceKind } from './kinds.ts';
import type { ConfigurationPorts } from './ports.ts';

/** The service to which everything goes that maps nowhere. It is created when it is first needed. */
export async function defaultService(ports: ConfigurationPorts): Promise<Service> {
  const record = await ports.store.get('service', DEFAULT_SERVICE_ID);
  if (record) return serviceKind.present(record);
  const { thing } = await create(
    serviceKind,
    {
      body: {
        key: null,
        name: 'Default',
        description: 'Takes the incidents that map to no other service.',
        teamId: null,
        tier: 'medium',
        escalationPolicyId: null,
        responsePlanId: null,
        alarmNamePatterns: [],
        alarmTags: [],
        dependsOn: [],
        autoResolve: true,
        fallbackTarget: null,
      },
      creationId: DEFAULT_SERVICE_ID,
      actor: muster,
    },
    ports,
  );
  return thing;
}

/** Creates the default service where it is the one that somebody names and nobody has needed it before. */
export async function readyService(serviceId: string | undefined, ports: ConfigurationPorts): Promise<void> {
  if (serviceId === DEFAULT_SERVICE_ID) await defaultService(ports);
}
