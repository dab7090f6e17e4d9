import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
} from 'aws-lambda';
import { systemClock } from '#adapters/clock.ts';
import { dynamoKeyStore } from '#adapters/dynamodb/apiKeys.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoConfigurationStore } from '#adapters/dynamodb/configuration.ts';
import { findSender } from '#operations/integrations/findSender.ts';
import { type AuthenticatePorts, authenticate, type Verdict } from '#operations/keys/authenticate.ts';
import type { KeyContext } from './api/http/event.ts';
import { environment } from './environment.ts';
import { operatorLog } from './operatorLog.ts';

/**
 * Makes the authorizer of the HTTP API. It lets every request pass and says whose key it carries: the gateway would
 * turn each refusal into a bare 403, while the API's Lambdas answer 401 and 403 with problem documents.
 */
export function createAuthorizer(ports: AuthenticatePorts) {
  return async (
    event: Pick<APIGatewayRequestAuthorizerEventV2, 'headers'>,
  ): Promise<APIGatewaySimpleAuthorizerWithContextResult<KeyContext>> => ({
    isAuthorized: true,
    context: contextOf(await authenticate(event.headers?.authorization, ports)),
  });
}

function contextOf(verdict: Verdict): KeyContext {
  switch (verdict.outcome) {
    case 'key': {
      const { id, name, scopes, expiresAt } = verdict.key;
      return {
        outcome: 'ok',
        keyId: id,
        name,
        scopes: scopes.join(' '),
        ...(expiresAt === null ? {} : { expiresAt }),
      };
    }
    case 'integration': {
      const { id, name, serviceId } = verdict.integration;
      return { outcome: 'ok', keyId: id, name, scopes: 'intake', integrationId: id, serviceId };
    }
    default:
      return { outcome: verdict.outcome };
  }
}

const table = openTable(environment('TABLE_NAME').TABLE_NAME);

/** Says whose API key a request carries. */
export const handler = createAuthorizer({
  keys: dynamoKeyStore(table),
  findSender: findSender({ store: dynamoConfigurationStore(table), clock: systemClock }),
  clock: systemClock,
  log: operatorLog,
});
