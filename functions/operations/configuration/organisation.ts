import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import { loadDirectory } from '../escalation/directory.ts';
import type { Organisation } from '../incident/store.ts';
import type { OverrideStore } from '../schedule/store.ts';
import type { SettingsStore } from '../settings/store.ts';
import { defaultService } from './defaultService.ts';
import type { Kind } from './kind.ts';
import { contactKind, escalationPolicyKind, responsePlanKind, serviceKind } from './kinds.ts';
import type { ConfigurationPorts } from './ports.ts';
import { allOf } from './read.ts';
import type { ConfigurationKind, ConfigurationStore } from './store.ts';

/** What incidents and their intake take from the configuration. */
export function organisation(
  ports: ConfigurationPorts & { settings: SettingsStore; overrides: OverrideStore },
): Organisation {
  const { store, settings } = ports;
  return {
    service: async (id) =>
      id === DEFAULT_SERVICE_ID ? await defaultService(ports) : await find(serviceKind, id, store),
    defaultService: async () => await defaultService(ports),
    policy: async (id) => await find(escalationPolicyKind, id, store),
    contacts: async (ids) => {
      const records = await store.getMany('contact', [...new Set(ids)]);
      return new Map(records.map((record) => [record.id, contactKind.present(record)]));
    },
    directory: async (targets, at) => await loadDirectory(targets, at, ports),
    plans: async () => await allOf(responsePlanKind, store),
    runbook: async ({ planId, planVersion }) => {
      if (!planId || !planVersion) return [];
      const version = await store.version(responsePlanKind.name, planId, planVersion);
      return version?.body.runbook.steps ?? [];
    },
    settings: async () => await settings.get(),
  };
}

async function find<Name extends ConfigurationKind, Thing>(
  kind: Kind<Name, Thing>,
  id: string,
  store: ConfigurationStore,
): Promise<Thing | undefined> {
  const record = await store.get(kind.name, id);
  return record && kind.present(record);
}
