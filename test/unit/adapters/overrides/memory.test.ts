import { memoryConfigurationStore } from '#adapters/memory/configuration.ts';
import { memoryOverrideStore } from '#adapters/memory/overrides.ts';
import { overrideStoreContract } from '#test/support/contracts/overrideStore.ts';

overrideStoreContract(() => {
  const configuration = memoryConfigurationStore();
  return { configuration, overrides: memoryOverrideStore(configuration) };
});
