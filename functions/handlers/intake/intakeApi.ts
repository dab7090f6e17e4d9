import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { intakeRoutes } from '#contract/intake.ts';
import { authorization } from '../api/http/authorization.ts';
import type { ApiEvent, ApiResult } from '../api/http/event.ts';
import { problemDocuments } from '../api/http/problemDocuments.ts';
import { requestLog } from '../api/http/requestLog.ts';
import { responseHeaders } from '../api/http/responseHeaders.ts';
import { routing } from '../api/http/routing.ts';
import { enqueueEvent } from './enqueueEvent.ts';
import type { IntakePorts } from './intakePorts.ts';
import { receiveAlertmanager } from './receiveAlertmanager.ts';
import { sendAlert } from './sendAlert.ts';

type Receive = (event: ApiEvent, ports: IntakePorts) => Promise<ApiResult>;

const receivers: Record<keyof typeof intakeRoutes, Receive> = {
  sendAlert,
  enqueueEvent,
  receiveAlertmanager,
};

/**
 * Makes the Lambda handler of the routes by which tools send alerts. It is not made by `createApi`: a malformed body
 * is kept before it is refused, and PagerDuty's clients want PagerDuty's answers.
 */
export function intakeApi(ports: IntakePorts) {
  return middy<ApiEvent, ApiResult, Error, Context>({ timeoutEarlyInMillis: 200 })
    .use(requestLog())
    .use(responseHeaders())
    .use(problemDocuments())
    .use(routing(intakeRoutes))
    .use(authorization())
    .handler(async (event: ApiEvent): Promise<ApiResult> => {
      const receive = receivers[event.route?.operationId as keyof typeof receivers];
      return await receive(event, ports);
    });
}
