import type { acknowledgementLinkRoutes } from '#contract/public.ts';
import { acknowledgementPage } from '#handlers/pages/acknowledgementPage.ts';
import { pageHeaders } from '#handlers/pages/html.ts';
import { actByLink } from '#operations/acknowledgementLink/actByLink.ts';
import type { LinkPorts } from '#operations/acknowledgementLink/links.ts';
import { type LinkView, viewLink } from '#operations/acknowledgementLink/viewLink.ts';
import type { ChangePorts } from '#operations/incident/changeIncident.ts';
import type { Operations } from './http/createApi.ts';

/** What answers the link in every page. */
export function acknowledgementLinkOperations(
  ports: LinkPorts & ChangePorts,
): Operations<typeof acknowledgementLinkRoutes> {
  const shown = (view: LinkView) => ({
    status: 200 as const,
    headers: pageHeaders,
    body: acknowledgementPage(view),
  });
  return {
    showAcknowledgementLink: async ({ params }) => shown(await viewLink(params.token, ports)),
    useAcknowledgementLink: async ({ params, form }) =>
      shown(await actByLink(params.token, form.action, ports)),
  };
}
