import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { applyFiles } from '#apply/applyFiles.ts';
import type { AuditEntry } from '#domain/audit/schema.ts';
import type { Service } from '#domain/service/schema.ts';
import { type Api, connectApi } from '#local/api.ts';
import { must } from '#test/support/musterApi.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-apply-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a file that declares a set of its own. */
async function fileOf(set: string, body: string): Promise<string> {
  const file = join(folder, `${set}.yaml`);
  await writeFile(file, `name: ${set}\n${body}`);
  return file;
}

const shop = (tier = 'high') => `
contacts:
  ada: { name: Ada, email: ada.apply@example.org, phone: "+12025550111" }
  ben: { name: Ben, phone: "+12025550112" }
teams:
  core: { name: Core, members: [ada, ben] }
schedules:
  primary:
    name: Primary
    timeZone: Europe/Berlin
    teamId: core
    layers:
      - name: Days
        participants: [ada, ben]
        rotation: { every: P1D, handoff: "09:00", from: 2026-01-05 }
escalationPolicies:
  urgent:
    name: Urgent
    steps:
      - { after: PT0S, targets: [{ type: schedule, id: primary }], when: { serviceIds: [shop] } }
      - { after: PT5M, targets: [{ type: team, id: core, select: round-robin }] }
services:
  shop: { name: Shop, tier: ${tier}, escalationPolicyId: urgent, responsePlanId: outage }
responsePlans:
  outage: { name: Outage, match: { serviceIds: [shop] } }
`;

const api = (): Api => connectApi(inject('stack').apiUrl, inject('stack').adminKey);

/** Applies a file, and answers what was printed. */
async function apply(
  path: string,
  options: { dryRun?: boolean; prune?: boolean; by?: Api } = {},
): Promise<string[]> {
  const { dryRun = false, prune = false, by = api() } = options;
  const lines: string[] = [];
  await applyFiles(by, { path, from: folder, dryRun, prune, print: (line) => lines.push(line) });
  return lines;
}

/** `npm run apply`, as a program. */
async function command(...argv: string[]): Promise<{ code: number; output: string; errors: string }> {
  const { apiUrl, adminKey } = inject('stack');
  const child = spawn(process.execPath, ['apply/apply.ts', ...argv], {
    env: { ...process.env, INIT_CWD: folder, MUSTER_API_URL: apiUrl, MUSTER_API_KEY: adminKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1));
  });
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, output, errors };
}

const newestAudit = async (): Promise<AuditEntry | undefined> =>
  (await must<{ items: AuditEntry[] }>('GET', '/v1/audit?limit=1')).items[0];

const services = async (set: string): Promise<Service[]> => {
  const { items } = await must<{ items: Service[] }>('GET', '/v1/services?limit=100');
  return items.filter(({ key }) => key?.startsWith(`${set}/`));
};

describe('npm run apply', () => {
  it('makes what the file says; a second time it changes nothing, and the audit log shows nothing new', async () => {
    await fileOf('apply-twice', shop());

    const first = await command('apply-twice.yaml');
    expect(first).toMatchObject({ code: 0, errors: '' });
    expect(first.output).toContain('+ schedule primary  Primary\n');
    expect(first.output).toMatch(/\n7 created, 0 changed, 0 deleted, 0 unchanged\n$/);
    const audited = await newestAudit();

    expect(await command('apply-twice.yaml')).toEqual({
      code: 0,
      errors: '',
      output: '0 created, 0 changed, 0 deleted, 7 unchanged\n',
    });
    expect(await newestAudit()).toEqual(audited);
  });

  it('names the file, the line and the key of a mistake, and writes nothing', async () => {
    await fileOf('apply-wrong', shop().replace('every: P1D', 'every: P1X'));
    const audited = await newestAudit();

    expect(await command('apply-wrong.yaml')).toEqual({
      code: 1,
      output: '',
      errors:
        'apply-wrong.yaml:16:21 schedules.primary.layers.0.rotation.every: Give an ISO 8601 duration of at most a year, for example PT5M or P1D.\n',
    });
    expect(await newestAudit()).toEqual(audited);
  });

  it('with --dry-run shows what would change, and writes nothing', async () => {
    const file = await fileOf('apply-dry', shop());
    await apply(file);
    const audited = await newestAudit();
    await fileOf('apply-dry', shop('critical'));

    expect(await command('--dry-run', 'apply-dry.yaml')).toEqual({
      code: 0,
      errors: '',
      output:
        '~ service shop  tier: high → critical\n' +
        'A dry run: nothing was written. It would be: 0 created, 1 changed, 0 deleted, 6 unchanged\n',
    });
    expect(await newestAudit()).toEqual(audited);
  });
});

describe('applying', () => {
  it('with --prune deletes what the file declared once, and nothing of anybody else', async () => {
    const byHand = await must<Service>('POST', '/v1/services', { name: 'By hand' });
    const other = await fileOf('apply-prune-2', 'services:\n  shop: { name: Of another set }\n');
    await apply(other);
    const file = await fileOf('apply-prune', shop());
    await apply(file);
    await fileOf('apply-prune', 'contacts:\n  ben: { name: Ben, phone: "+12025550112" }\n');

    expect((await apply(file)).at(-1)).toBe('0 created, 0 changed, 0 deleted, 1 unchanged');
    expect(await services('apply-prune')).toHaveLength(1);

    expect((await apply(file, { prune: true })).at(-1)).toBe('0 created, 0 changed, 6 deleted, 1 unchanged');
    expect(await services('apply-prune')).toEqual([]);
    expect(await services('apply-prune-2')).toHaveLength(1);
    expect(await must<Service>('GET', `/v1/services/${byHand.id}`)).toEqual(byHand);
  });

  it('refuses to overwrite what somebody changed between looking and writing', async () => {
    const file = await fileOf('apply-race', shop());
    await apply(file);
    await fileOf('apply-race', shop('critical'));
    const inBetween: Api = {
      async send(method, path, body, headers) {
        if (method === 'PATCH') await must('PATCH', path, { description: 'By hand' });
        return await api().send(method, path, body, headers);
      },
    };

    await expect(apply(file, { by: inBetween })).rejects.toThrow(
      /^apply-race\.yaml:\d+:3 services\.shop: Somebody has changed this service since it was read\./,
    );
    expect(await services('apply-race')).toMatchObject([{ tier: 'high', description: 'By hand' }]);
  });

  it('stops half way where it is not let, and the next time goes on from there', async () => {
    const file = await fileOf('apply-half', shop());
    const half: Api = {
      async send(method, path, body, headers) {
        const broken =
          method === 'POST' && path === '/v1/schedules' ? { ...body, timeZone: 'Nowhere' } : body;
        return await api().send(method, path, broken, headers);
      },
    };

    await expect(apply(file, { by: half })).rejects.toThrow(
      /^apply-half\.yaml:11:5 schedules\.primary\.timeZone: Give an IANA time zone.*\nStopped at this first error\. Done by then: 3 created, 0 changed, 0 deleted\./,
    );
    expect((await apply(file)).at(-1)).toBe('4 created, 0 changed, 0 deleted, 3 unchanged');
    expect((await apply(file)).at(-1)).toBe('0 created, 0 changed, 0 deleted, 7 unchanged');
  });
});
