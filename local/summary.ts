import type { Outputs } from './outputs.ts';

/**
 * What `npm start` prints when the stack is ready.
 *
 * @param outputs of the stack
 */
export function summary(outputs: Outputs): string {
  return `
Muster is ready.

  Dashboard   ${outputs.dashboardUrl}
  API         ${outputs.apiUrl}  (described by /openapi.json)
  Inbox       ${outputs.inboxUrl}
  AWS         ${outputs.awsEndpoint}  (region ${outputs.region}, key ${outputs.accessKeyId}, secret ${outputs.secretAccessKey})
  Admin key   ${outputs.adminKey}
`;
}
