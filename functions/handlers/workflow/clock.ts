import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '#adapters/clock.ts';
import { dynamoBundles } from '#adapters/dynamodb/bundles.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoClockStore } from '#adapters/dynamodb/clocks.ts';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { dynamoLinkKeys } from '#adapters/dynamodb/linkKeys.ts';
import { dynamoOrganisation } from '#adapters/dynamodb/organisation.ts';
import { dynamoTurns } from '#adapters/dynamodb/turns.ts';
import { ulidIds } from '#adapters/ids.ts';
import { pagingClient, snsPager } from '#adapters/sns/pager.ts';
import { stepFunctionsExecutions } from '#adapters/stepfunctions/executions.ts';
import { acknowledgementLinks } from '#operations/acknowledgementLink/links.ts';
import { replan } from '#operations/clock/replan.ts';
import { type ClockPorts, runStage, type StageEntered } from '#operations/clock/runStage.ts';
import { environment } from '../environment.ts';
import { operatorLog } from '../operatorLog.ts';

const { TABLE_NAME, STATE_MACHINE_ARN, PUBLIC_URL } = environment(
  'TABLE_NAME',
  'STATE_MACHINE_ARN',
  'PUBLIC_URL',
);
const table = openTable(TABLE_NAME);
const ports: ClockPorts = {
  incidents: dynamoIncidentStore(table, ulidIds),
  clocks: dynamoClockStore(table),
  executions: stepFunctionsExecutions(new SFNClient({}), STATE_MACHINE_ARN),
  organisation: dynamoOrganisation(table),
  turns: dynamoTurns(table),
  bundles: dynamoBundles(table),
  pager: snsPager(pagingClient()),
  links: acknowledgementLinks(PUBLIC_URL, { linkKeys: dynamoLinkKeys(table), clock: systemClock }),
  clock: systemClock,
  log: operatorLog,
};

type ClockEvent = StageEntered | { stage: 'replan'; incidentId: string; epoch: number };

/** The one Lambda of the state machine: what a state does when it is entered, and where to go next. */
export async function handler(event: ClockEvent): Promise<unknown> {
  if (event.stage === 'replan') return replan(event.incidentId, event.epoch, ports);
  await runStage(event, ports);
  return {};
}
