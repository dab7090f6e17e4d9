import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultProvider } from '#adapters/lambdaCredentials.ts';

afterEach(() => vi.unstubAllEnvs());

describe("the functions' credentials", () => {
  it('are those that Lambda puts into the environment', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIAEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'session');
    expect(await defaultProvider()()).toEqual({
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: 'secret',
      sessionToken: 'session',
    });
  });

  it('are missed outside of Lambda', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    await expect(defaultProvider()()).rejects.toThrow('missing from its environment');
  });
});
