import { memoryTurns } from '#adapters/memory/turns.ts';
import { turnStoreContract } from '#test/support/contracts/turnStore.ts';

turnStoreContract(memoryTurns);
