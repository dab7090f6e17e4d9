import { dirname, join } from 'node:path';
import { applyFiles } from '#apply/applyFiles.ts';
import type { Service } from '#domain/service/schema.ts';
import type { Api } from './api.ts';
import { Failure } from './failure.ts';

const PROJECT_ROOT = dirname(import.meta.dirname);

/** The demo organisation, as configuration as code. */
const DEMO = join(PROJECT_ROOT, 'apply', 'demo.yaml');

/**
 * Seeds the demo organisation where it was never seeded whole: what was changed or deleted by hand since then stays
 * as it is.
 *
 * @param api asked with a key of the scope `manage`
 * @throws Failure when Muster refuses something
 */
export async function seedDemo(api: Api): Promise<void> {
  const { items } = await api.send<{ items: Service[] }>('GET', '/v1/services?limit=1');
  const defaultService = items.find((service) => service.isDefault);
  if (!defaultService) throw new Failure('Muster has no default service to seed the demo organisation into.');
  // It is there before the demo is, and so it is changed last: a seeding that was interrupted is taken up again.
  if (defaultService.escalationPolicyId !== null) return;
  await applyFiles(api, { path: DEMO, from: PROJECT_ROOT, dryRun: false, prune: false, print: () => {} });
}
