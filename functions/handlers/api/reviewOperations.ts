import type { reviewRoutes } from '#contract/reviews.ts';
import { presentIncident } from '#domain/incident/record.ts';
import type { ChangePorts } from '#operations/incident/changeIncident.ts';
import { incidentIdOf } from '#operations/incident/findIncident.ts';
import { waiveReview } from '#operations/incident/waiveReview.ts';
import type { Operations } from './http/createApi.ts';

/** What answers the routes of an incident's review. */
export const reviewOperations = (ports: ChangePorts): Operations<typeof reviewRoutes> => ({
  waiveReview: async ({ params, body: { reason }, actor }) => {
    const incidentId = await incidentIdOf(params.id, ports.incidents);
    return { status: 200, body: presentIncident(await waiveReview(incidentId, { actor, reason }, ports)) };
  },
});
