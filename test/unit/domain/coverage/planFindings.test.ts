import { expect, it } from 'vitest';
import { planFindings } from '#domain/coverage/planFindings.ts';

const id = 'pln_01J00000000000000000000000';
const plan = { id, name: 'Payments\u202e down', teamId: 'team_01J00000000000000000000000', stale: [] };

it('a plan that is stale is found for its team, with all reasons', () => {
  const stale = [
    'It was to be reviewed by 2026-02-01.',
    'No incident has run it since 2025-05-01, 300 days ago.',
  ];
  expect(planFindings([plan, { ...plan, stale }])).toEqual([
    {
      kind: 'stale-plan',
      severity: 'low',
      ownerTeamId: plan.teamId,
      subject: 'Payments down',
      message:
        'The response plan Payments down is stale. It was to be reviewed by 2026-02-01. No incident has run it since 2025-05-01, 300 days ago.',
      nextStep: expect.stringContaining(`PATCH /v1/response-plans/${id}`),
    },
  ]);
});
