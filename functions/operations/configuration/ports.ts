import type { Clock, Ids } from '../ports.ts';
import type { ConfigurationStore } from './store.ts';

export interface ConfigurationPorts {
  store: ConfigurationStore;
  clock: Clock;
  ids: Ids;
}
