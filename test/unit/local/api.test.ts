import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectApi, type Refused } from '#local/api.ts';

const requests: string[] = [];
/** How many requests are cut off before they are answered. */
let cutOff = 0;

const server = createServer((request, response) => {
  requests.push(`${request.method} ${request.url}`);
  if (cutOff > 0) {
    cutOff -= 1;
    request.socket.destroy();
  } else if (request.url === '/page') {
    response.setHeader('content-type', 'text/html').end('<p>Some other server</p>');
  } else if (request.url === '/refused') {
    response.statusCode = 409;
    response.setHeader('content-type', 'application/problem+json');
    response.end('{"code":"conflict","detail":"Somebody else was faster."}');
  } else if (request.method === 'DELETE') {
    response.statusCode = 204;
    response.end();
  } else {
    response.setHeader('content-type', 'application/json').end('{"ok":true}');
  }
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const asked = async (work: () => Promise<unknown>): Promise<[number, unknown]> => {
  const before = requests.length;
  const result = await work().catch((error: Error) => error.message);
  return [requests.length - before, result];
};

describe("the client of Muster's API", () => {
  it('answers what Muster answers', async () => {
    const api = connectApi(url, 'mk_1');
    expect(await api.send('GET', '/thing')).toEqual({ ok: true });
    expect(await api.send('DELETE', '/thing')).toBeUndefined();
  });

  it('tells a refusal in words, and what the problem is', async () => {
    const refused = await connectApi(url, 'mk_1')
      .send('PATCH', '/refused', {})
      .catch((error: Refused) => error);
    expect(refused).toMatchObject({
      message: 'Muster answered PATCH /refused with 409: Somebody else was faster.',
      problem: { code: 'conflict' },
    });
  });

  it('asks again where the answer was lost, if asking twice does nothing twice', async () => {
    const api = connectApi(url, 'mk_1');
    cutOff = 1;
    expect(await asked(() => api.send('GET', '/thing'))).toEqual([2, { ok: true }]);
    cutOff = 1;
    expect(await asked(() => api.send('POST', '/thing', {}, { 'idempotency-key': 'one' }))).toEqual([
      2,
      { ok: true },
    ]);
    cutOff = 1;
    expect(await asked(() => api.send('PATCH', '/thing', {}))).toEqual([
      1,
      expect.stringContaining(`Muster does not answer at ${url}`),
    ]);
  });

  it('says when something else answers', async () => {
    await expect(connectApi(url, 'mk_1').send('GET', '/page')).rejects.toThrow(
      `What answers at ${url} is not Muster's API.`,
    );
  });
});
