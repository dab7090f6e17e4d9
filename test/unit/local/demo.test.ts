import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { Service } from '#domain/service/schema.ts';
import { seedDemo } from '#local/demo.ts';
import { memoryMuster } from '#test/support/memoryMuster.ts';

const all = async <Thing>({ api }: ReturnType<typeof memoryMuster>, path: string): Promise<Thing[]> =>
  (await api.send<{ items: Thing[] }>('GET', `${path}?limit=100`)).items;

describe('the demo organisation', () => {
  it('is seeded once: what is deleted or changed afterwards stays so', async () => {
    const muster = memoryMuster();
    await seedDemo(muster.api);
    const services = await all<Service>(muster, '/v1/services');
    const reporting = services.find(({ key }) => key === 'demo/reporting');
    const shop = services.find(({ key }) => key === 'demo/web-shop');
    await muster.api.send('DELETE', `/v1/services/${reporting?.id}`);
    await muster.api.send('PATCH', `/v1/services/${shop?.id}`, { tier: 'low' });
    const left = await all<Service>(muster, '/v1/services');

    await seedDemo(muster.api);

    expect(services.map(({ name }) => name).sort()).toEqual(['Default', 'Payments', 'Reporting', 'Web shop']);
    expect(await all<Service>(muster, '/v1/services')).toEqual(left);
  });

  it('is taken up again where its seeding was cut off', async () => {
    const muster = memoryMuster();
    const whole = memoryMuster();
    await seedDemo(whole.api);
    muster.hooks.beforeWrite = async () => {
      // All but the last write.
      if (muster.written.length === whole.written.length - 1) throw new Error('The machine went off.');
    };
    await expect(seedDemo(muster.api)).rejects.toThrow('The machine went off.');
    muster.hooks.beforeWrite = async () => undefined;

    await seedDemo(muster.api);

    expect(muster.written).toHaveLength(whole.written.length);
    expect(await all<Contact>(muster, '/v1/contacts')).toHaveLength(5);
    expect(await all<Service>(muster, '/v1/services')).not.toContainEqual(
      expect.objectContaining({ escalationPolicyId: null }),
    );
  });
});
