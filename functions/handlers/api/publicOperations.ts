import type { publicRoutes } from '#contract/public.ts';
import { pageHeaders } from '#handlers/pages/html.ts';
import { landingPage } from '#handlers/pages/landingPage.ts';
import type { Operations } from './http/createApi.ts';

/** What answers the routes that need no key and concern no incident. */
export const publicOperations: Operations<typeof publicRoutes> = {
  landingPage: async () => ({ status: 200, headers: pageHeaders, body: landingPage() }),
  getHealth: async () => ({ status: 200, body: { status: 'ok' } }),
  getOpenApi: async () => ({ status: 200, body: await openApi() }),
};

let document: Promise<{ openapi: string }> | undefined;

/** Loaded and made on first use: the acknowledgement links of the same Lambda must not wait for it. */
function openApi(): Promise<{ openapi: string }> {
  document ??= makeDocument();
  return document;
}

async function makeDocument(): Promise<{ openapi: string }> {
  const [{ openApiDocument }, { routes }] = await Promise.all([
    import('#contract/openapi.ts'),
    import('#contract/routes.ts'),
  ]);
  return openApiDocument(routes, '.');
}
