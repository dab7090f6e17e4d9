import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { actOnStep } from '#operations/runbook/actOnStep.ts';
import { type RequestedStep, requestSteps } from '#operations/runbook/stepRequests.ts';
import { automatedStep, openWith } from '#test/support/runbooks.ts';
import { runbookStep } from '#test/support/samplePlan.ts';
import { alice } from '#test/support/world.ts';

/** The timeline of an incident in which two automations were asked for, one of them twice. */
async function timeline(): Promise<TimelineEvent[]> {
  const steps = [
    automatedStep('restart', 'opened'),
    automatedStep('collect', 'opened'),
    runbookStep('check'),
  ];
  const { world, record } = await openWith(steps);
  await actOnStep(record.id, 'restart', { name: 'fail', reason: 'No.', output: null }, alice, world.ports);
  await actOnStep(record.id, 'restart', { name: 'run' }, alice, world.ports);
  return (await world.ports.incidents.timeline(record.id, 100, undefined)).items;
}

describe('requests for automations', () => {
  it('go out in the order of the timeline, with all that their target needs', async () => {
    const events = await timeline();
    const out: RequestedStep[] = [];
    await requestSteps(events, { request: async (step) => void out.push(step) });

    expect(out.map(({ stepKey, run }) => [stepKey, run])).toEqual([
      ['restart', 1],
      ['collect', 1],
      ['restart', 2],
    ]);
    const [first] = events;
    expect(out[0]).toEqual({
      incidentId: first?.incidentId,
      number: 1,
      title: 'Checkout is down',
      priority: 'P1',
      serviceId: first?.data.serviceId,
      stepKey: 'restart',
      stepTitle: 'Step restart',
      run: 1,
      automation: 'restart-pods',
      parameters: { pod: 'checkout' },
      expiresAt: '2026-03-01T03:01:00.000Z',
      completePath: `/v1/incidents/${first?.incidentId}/runbook/restart/complete`,
      failPath: `/v1/incidents/${first?.incidentId}/runbook/restart/fail`,
    });
  });

  it('stop at the first that is not out, and are all there when the events come again', async () => {
    const events = await timeline();
    const out: string[] = [];
    let failing = true;
    const requests = {
      request: async ({ stepKey, run }: RequestedStep) => {
        if (failing && stepKey === 'collect') throw new Error('EventBridge is down.');
        out.push(`${stepKey} ${run}`);
      },
    };
    await expect(requestSteps(events, requests)).rejects.toThrow('EventBridge is down.');
    expect(out).toEqual(['restart 1']);
    failing = false;
    await requestSteps(events, requests);
    expect(out).toEqual(['restart 1', 'restart 1', 'collect 1', 'restart 2']);
  });

  it('of one incident do not wait for those of another', async () => {
    const [mine, others] = [await timeline(), await timeline()];
    const elsewhere = others.map((event) => ({ ...event, incidentId: 'inc_elsewhere' }));
    const out: string[] = [];
    const requests = {
      request: async ({ incidentId }: RequestedStep) => {
        if (incidentId !== 'inc_elsewhere') throw new Error('EventBridge is down.');
        out.push(incidentId);
      },
    };
    await expect(requestSteps([...mine, ...elsewhere], requests)).rejects.toThrow();
    expect(out).toHaveLength(3);
  });
});
