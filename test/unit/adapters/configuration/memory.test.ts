import { memoryAuditLog } from '#adapters/memory/audit.ts';
import { memoryConfigurationStore } from '#adapters/memory/configuration.ts';
import type { AuditEntry } from '#domain/audit/schema.ts';
import { configurationStoreContract } from '#test/support/contracts/configurationStore.ts';

configurationStoreContract(() => {
  const audit: AuditEntry[] = [];
  return { store: memoryConfigurationStore(audit), auditLog: memoryAuditLog(audit) };
});
