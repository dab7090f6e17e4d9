import { describe, expect, it } from 'vitest';
import { destination } from '#apply/destination.ts';

const running = async () => ({ apiUrl: 'http://127.0.0.1:4566/api', adminKey: 'mk_local' });
const none = async () => undefined;

describe('where to apply', () => {
  it('is the running local stack, unless something else is named', async () => {
    expect(await destination(undefined, {}, running)).toEqual({
      url: 'http://127.0.0.1:4566/api',
      key: 'mk_local',
    });
    const environment = { MUSTER_API_URL: 'https://muster.example/', MUSTER_API_KEY: 'mk_1' };
    expect(await destination(undefined, environment, running)).toEqual({
      url: 'https://muster.example',
      key: 'mk_1',
    });
    expect(await destination('https://other.example', environment, running)).toEqual({
      url: 'https://other.example',
      key: 'mk_1',
    });
  });

  it('needs an address and a key, or a local stack', async () => {
    await expect(destination(undefined, {}, none)).rejects.toThrow('No local stack is running.');
    await expect(destination('https://muster.example', {}, running)).rejects.toThrow('MUSTER_API_KEY');
    await expect(destination(undefined, { MUSTER_API_KEY: 'mk_1' }, running)).rejects.toThrow(
      'MUSTER_API_URL',
    );
  });

  it.each(['http://muster.example', 'muster.example', 'file:///etc/passwd'])(
    'is not %s, where the key would travel in the clear or nowhere',
    async (url) => {
      await expect(destination(url, { MUSTER_API_KEY: 'mk_1' }, none)).rejects.toThrow(
        'is no address of an API',
      );
    },
  );
});
