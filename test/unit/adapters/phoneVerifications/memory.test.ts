import { memoryPhoneVerifications } from '#adapters/memory/phoneVerifications.ts';
import { phoneVerificationStoreContract } from '#test/support/contracts/phoneVerificationStore.ts';

phoneVerificationStoreContract(memoryPhoneVerifications);
