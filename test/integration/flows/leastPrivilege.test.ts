import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import { connection } from '#test/support/aws.ts';
import { eventually } from '#test/support/eventually.ts';
import { executionsOf } from '#test/support/executions.ts';
import { mailTo, smsTo } from '#test/support/inboxes.ts';
import { incidentOf, must, notificationsOf } from '#test/support/musterApi.ts';
import { staffedService, unique } from '#test/support/organisations.ts';
import { sweepNow } from '#test/support/sweep.ts';

interface Statement {
  Sid?: string;
}

/** Takes one grant away from a function's role, and gives it back. */
async function without<Result>(role: string, sid: string, work: () => Promise<Result>): Promise<Result> {
  const iam = new IAMClient(connection());
  const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
  const RoleName = Roles.find((one) => one.RoleName?.startsWith(role))?.RoleName;
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const policies = await Promise.all(
    PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
  );
  const held = policies.map(({ PolicyName, PolicyDocument = '' }) => ({
    PolicyName,
    text: decodeURIComponent(PolicyDocument),
  }));
  const policy = held.find(({ text }) => text.includes(`"${sid}"`));
  if (!policy) throw new Error(`${role} has no grant ${sid}: ${held.map(({ text }) => text).join()}`);
  const document = JSON.parse(policy.text) as { Statement: Statement[] };
  const Statement = document.Statement.filter((one) => one.Sid !== sid);
  const { PolicyName } = policy;
  const put = (content: object) =>
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(content) }));
  if (Statement.length > 0) await put({ ...document, Statement });
  else await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  try {
    return await work();
  } finally {
    await put(document);
  }
}

const openFor = (serviceId: string) =>
  must<Incident>('POST', '/v1/incidents', { title: unique('rights'), serviceId });

it('without the right to send SMS exactly the SMS fail, say so, and the mail goes out', async () => {
  const { service, contact } = await staffedService();

  const rows = await without('Muster-Clock', 'PageBySms', async () => {
    const { id } = await openFor(service.id);
    return eventually(async () => {
      const all = await notificationsOf(id);
      return all.length === 2 && all.every((row) => row.state !== 'pending') && all;
    });
  });

  expect(rows.map((row) => [row.channel, row.state])).toEqual([
    ['email', 'sent'],
    ['sms', 'failed'],
  ]);
  expect(rows[1]?.reason).toContain('not authorized');
  await eventually(async () => (await mailTo(contact.email ?? '')).length > 0);
  expect(await smsTo(contact.phone ?? '')).toEqual([]);
});

it('without the right to start executions an incident opens all the same, and the sweeper gives it a clock that pages', async () => {
  const { service, contact } = await staffedService();

  const { id } = await without('Muster-ApiIncidents', 'StartExecutions', async () => {
    const opened = await openFor(service.id);
    expect(await executionsOf(opened.id)).toEqual([]);
    return opened;
  });
  expect((await incidentOf(id)).status).toBe('triggered');
  expect(await smsTo(contact.phone ?? '')).toEqual([]);

  // An incident gets a little time to start its own clock before a sweep takes it for one that has none.
  await eventually(
    async () => {
      await sweepNow();
      return (await smsTo(contact.phone ?? '')).length === 1;
    },
    { within: 90_000, every: 1000 },
  );
  expect((await executionsOf(id)).map(({ status }) => status)).toEqual(['RUNNING']);
}, 120_000);
