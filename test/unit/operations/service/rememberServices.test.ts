import { expect, it } from 'vitest';
import type { Service } from '#domain/service/schema.ts';
import { rememberServices } from '#operations/service/rememberServices.ts';
import { payments } from '#test/support/sampleOrganisation.ts';

it('services are read every 30 seconds, or when one is asked for that is newer', async () => {
  let now = 0;
  let reads = 0;
  let services: Service[] = [payments];
  const knownServices = rememberServices(
    async () => {
      reads += 1;
      return services;
    },
    { now: () => new Date(now), sleep: async () => undefined },
  );

  for (now = 0; now < 30_000; now += 1000) expect(await knownServices([payments.id])).toEqual([payments]);
  expect(reads).toBe(1);

  await knownServices([payments.id]);
  expect(reads).toBe(2);

  const newer = { ...payments, id: 'svc_newer' };
  services = [payments, newer];
  expect(await knownServices([newer.id])).toEqual([payments, newer]);
  expect(reads).toBe(3);
});
