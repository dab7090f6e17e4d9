import { memoryBundles } from '#adapters/memory/bundles.ts';
import { bundleStoreContract } from '#test/support/contracts/bundleStore.ts';

bundleStoreContract(memoryBundles);
