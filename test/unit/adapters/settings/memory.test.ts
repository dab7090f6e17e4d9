import { memorySettingsStore } from '#adapters/memory/settings.ts';
import { settingsStoreContract } from '#test/support/contracts/settingsStore.ts';

settingsStoreContract(memorySettingsStore);
