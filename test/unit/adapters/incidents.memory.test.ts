import { ulidIds } from '#adapters/ids.ts';
import { memoryIncidentStore } from '#adapters/memory/incidents.ts';
import { incidentStoreContract } from '#test/support/contracts/incidentStore.ts';

incidentStoreContract(() => ({ store: memoryIncidentStore(ulidIds), ids: ulidIds }));
