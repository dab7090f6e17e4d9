import { memoryKeyStore } from '#adapters/memory/apiKeys.ts';
import { keyStoreContract } from '#test/support/contracts/keyStore.ts';

keyStoreContract(memoryKeyStore);
