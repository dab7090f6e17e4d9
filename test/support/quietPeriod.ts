import type { Settings } from '#domain/organisation/schema.ts';
import { must } from './musterApi.ts';

/**
 * Does something while incidents open with another quiet period than the organisation's own. An incident keeps
 * the one with which it opened.
 *
 * @param quietPeriod ISO 8601
 */
export async function withQuietPeriod<Result>(
  quietPeriod: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const { priorityMatrix, quietPeriod: usual } = await must<Settings>('GET', '/v1/settings');
  const put = (period: string) =>
    must<Settings>('PUT', '/v1/settings', { priorityMatrix, quietPeriod: period });
  await put(quietPeriod);
  try {
    return await work();
  } finally {
    await put(usual);
  }
}
