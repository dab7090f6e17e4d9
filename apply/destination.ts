import { Failure } from '#local/failure.ts';

/** A Muster to apply to. */
export interface Destination {
  /** Of the API, without a slash at its end. */
  url: string;
  /** With the scope `manage`. */
  key: string;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Which Muster is meant: that of the flag or of the environment, else the local one. A key comes from the environment
 * only, since arguments show in the list of processes.
 *
 * @param flag of `--api`
 * @param environment holds `MUSTER_API_URL` and `MUSTER_API_KEY`, or neither
 * @param local finds the running local stack
 * @throws Failure where none is named and none runs, or where the key would travel in the clear
 */
export async function destination(
  flag: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  local: () => Promise<{ apiUrl: string; adminKey: string } | undefined>,
): Promise<Destination> {
  const { MUSTER_API_KEY: key } = environment;
  const named = flag ?? environment.MUSTER_API_URL;
  if (named !== undefined) {
    if (!key) {
      throw new Failure('Give the API key, with the scope manage, in the environment: MUSTER_API_KEY=mk_…');
    }
    return { url: addressOf(named), key };
  }
  if (key) throw new Failure('Give the address of the API, too: MUSTER_API_URL, or --api URL.');
  const stack = await local();
  if (!stack) {
    throw new Failure(
      'No local stack is running. Start one (npm start), or name a Muster: MUSTER_API_URL and MUSTER_API_KEY.',
    );
  }
  return { url: stack.apiUrl, key: stack.adminKey };
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  if (!safe) throw new Failure(`"${text}" is no address of an API. Give an https one: the key goes with it.`);
  return text.replace(/\/+$/, '');
}
