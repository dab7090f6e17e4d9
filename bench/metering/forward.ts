import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** An answer of AWS, whole. */
export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}

/**
 * Passes a request on as it came. Even the host stays the one that the caller signed.
 *
 * @param endpoint where to
 * @param body of the request, which has been read already
 */
export async function forward(
  endpoint: string,
  agent: Agent,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  const { hostname, port } = new URL(endpoint);
  const { method, url: path, headers } = incoming;
  const outgoing = request({ hostname, port, method, path, headers, agent }).end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = answer.headers;
  return { status: answer.statusCode ?? 502, headers: kept, body: await buffer(answer) };
}
