import type { auditRoutes } from '#contract/audit.ts';
import type { keyRoutes } from '#contract/keys.ts';
import type { rejectedPayloadRoutes } from '#contract/rejectedPayloads.ts';
import type { settingsRoutes } from '#contract/settings.ts';
import type { AuditLog } from '#operations/audit/log.ts';
import type { RejectedPayloadLog } from '#operations/integrations/rejectedPayloadLog.ts';
import { createApiKey, type KeyPorts } from '#operations/keys/createApiKey.ts';
import { presentKey } from '#operations/keys/presentKey.ts';
import { revokeApiKey } from '#operations/keys/revokeApiKey.ts';
import { replaceSettings } from '#operations/settings/replaceSettings.ts';
import type { SettingsStore } from '#operations/settings/store.ts';
import type { Operations } from '../http/createApi.ts';

export interface OrganisationPorts extends KeyPorts {
  settings: SettingsStore;
  auditLog: AuditLog;
  rejectedPayloads: RejectedPayloadLog;
}

/** What answers the routes of the organisation itself: its settings, its keys, and its logs. */
export const organisationOperations = (
  ports: OrganisationPorts,
): Operations<
  typeof settingsRoutes & typeof keyRoutes & typeof auditRoutes & typeof rejectedPayloadRoutes
> => ({
  getSettings: async () => ({ status: 200, body: await ports.settings.get() }),
  replaceSettings: async ({ body: input, ifMatch, actor }) => ({
    status: 200,
    body: await replaceSettings({ input, ifMatch, actor }, ports),
  }),
  listKeys: async ({ query }) => {
    const page = await ports.keys.list(query.limit, query.cursor);
    return { status: 200, body: { ...page, items: page.items.map(presentKey) } };
  },
  createKey: async ({ body, creationId, actor }) => ({
    status: 201,
    body: await createApiKey({ ...body, creationId, actor }, ports),
  }),
  revokeKey: async ({ params, actor }) => {
    await revokeApiKey({ id: params.id, actor }, ports);
    return { status: 204, body: undefined };
  },
  listAudit: async ({ query }) => ({
    status: 200,
    body: await ports.auditLog.list(query.limit, query.cursor),
  }),
  listRejectedPayloads: async ({ query }) => ({
    status: 200,
    body: await ports.rejectedPayloads.list(query.limit, query.cursor),
  }),
});
