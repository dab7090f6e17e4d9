import { memoryIdempotencyStore } from '#adapters/memory/idempotency.ts';
import { idempotencyStoreContract } from '#test/support/contracts/idempotencyStore.ts';

idempotencyStoreContract(memoryIdempotencyStore);
