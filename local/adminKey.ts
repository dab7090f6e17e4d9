import { readFile } from 'node:fs/promises';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './awsAccess.ts';
import { Failure } from './failure.ts';
import { makeKey } from './makeKey.ts';
import { writePrivately } from './privateFile.ts';

/** The local Muster that the key is for. */
export interface LocalMuster {
  apiUrl: string;
  awsEndpoint: string;
  tableName: string;
}

/**
 * The admin key of the local stack: that of the last run where Muster still knows it, else a new one.
 *
 * @param file keeps the key
 * @throws Failure when Muster does not answer as it should
 */
export async function ensureAdminKey(file: string, muster: LocalMuster): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined && (await opens(muster.apiUrl, kept))) return kept;
  const { key } = await makeKey({ name: 'npm start', scope: 'admin' }, muster.tableName, {
    endpoint: muster.awsEndpoint,
    region: LOCAL_REGION,
    // A copy: the SDK writes into what it is given.
    credentials: { ...LOCAL_CREDENTIALS },
  });
  await writePrivately(file, key);
  return key;
}

async function opens(apiUrl: string, key: string): Promise<boolean> {
  const path = '/v1/keys?limit=1';
  const response = await fetch(apiUrl + path, { headers: { authorization: `Bearer ${key}` } });
  const text = await response.text();
  if (response.ok) return true;
  // The data is older than the key: the local AWS crashed before it had saved it.
  if (response.status === 401) return false;
  throw new Failure(`Muster answered GET ${path} with ${response.status}: ${text}`);
}
