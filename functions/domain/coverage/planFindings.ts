import type { ResponsePlan } from '../plan/schema.ts';
import { plainLine } from '../text.ts';
import type { Finding } from './finding.ts';

/** The response plans that somebody has to look at again. */
export const planFindings = (plans: Pick<ResponsePlan, 'id' | 'name' | 'teamId' | 'stale'>[]): Finding[] =>
  plans
    .filter(({ stale }) => stale.length > 0)
    .map(({ id, name, teamId, stale }) => ({
      kind: 'stale-plan',
      severity: 'low',
      ownerTeamId: teamId,
      subject: plainLine(name),
      message: [`The response plan ${plainLine(name)} is stale.`, ...stale].join(' '),
      nextStep: `Review it, try it in a drill, and set the next day for a review: PATCH /v1/response-plans/${id} with "reviewBy".`,
    }));
