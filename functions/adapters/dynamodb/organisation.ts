import { systemClock } from '#adapters/clock.ts';
import { ulidIds } from '#adapters/ids.ts';
import { organisation } from '#operations/configuration/organisation.ts';
import type { Organisation } from '#operations/incident/store.ts';
import type { Table } from './client.ts';
import { dynamoConfigurationStore } from './configuration.ts';
import { dynamoOverrideStore } from './overrides.ts';
import { dynamoSettingsStore } from './settings.ts';

/** What incidents and their intake take from the configuration, out of Muster's table. */
export function dynamoOrganisation(table: Table): Organisation {
  return organisation({
    store: dynamoConfigurationStore(table),
    settings: dynamoSettingsStore(table),
    overrides: dynamoOverrideStore(table),
    clock: systemClock,
    ids: ulidIds,
  });
}
