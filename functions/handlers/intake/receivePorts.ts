import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '#adapters/clock.ts';
import { cloudWatchAlarmTags } from '#adapters/cloudwatch/alarmTags.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoClockStore } from '#adapters/dynamodb/clocks.ts';
import { dynamoConfigurationStore } from '#adapters/dynamodb/configuration.ts';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { dynamoOrganisation } from '#adapters/dynamodb/organisation.ts';
import { dynamoRejectedPayloads } from '#adapters/dynamodb/rejectedPayloads.ts';
import { ulidIds } from '#adapters/ids.ts';
import { stepFunctionsExecutions } from '#adapters/stepfunctions/executions.ts';
import { allServices } from '#operations/configuration/services.ts';
import type { OpenPorts } from '#operations/incident/openIncident.ts';
import { acknowledgeBySignal, openBySignals, resolveBySignal } from '#operations/incident/signals.ts';
import { rememberMappings } from '#operations/intake/mapToService.ts';
import type { SignalEffects } from '#operations/intake/ports.ts';
import type { ReceivePorts } from '#operations/intake/receiveSignals.ts';
import { operatorLog } from '../operatorLog.ts';

/**
 * Connects what receives signals to AWS. What it remembers of services and tags lives as long as the Lambda.
 *
 * @param stateMachineArn which also tells the account and region whose alarms may be asked for their tags
 */
export function receivePorts(
  tableName: string,
  stateMachineArn: string,
): ReceivePorts & Pick<OpenPorts, 'incidents' | 'clock'> {
  const table = openTable(tableName);
  const [, , , region = '', account = ''] = stateMachineArn.split(':');
  const incidentPorts: OpenPorts = {
    incidents: dynamoIncidentStore(table, ulidIds),
    clocks: dynamoClockStore(table),
    executions: stepFunctionsExecutions(new SFNClient({}), stateMachineArn),
    organisation: dynamoOrganisation(table),
    clock: systemClock,
    ids: ulidIds,
    log: operatorLog,
  };
  const configuration = { store: dynamoConfigurationStore(table), clock: systemClock, ids: ulidIds };
  return {
    incidents: incidentPorts.incidents,
    clock: systemClock,
    effects: signalEffects(incidentPorts),
    alarmTags: cloudWatchAlarmTags(
      new CloudWatchClient({}),
      { account, region },
      { clock: systemClock, log: operatorLog },
    ),
    mapToService: rememberMappings(() => allServices(configuration), systemClock),
    rejectedPayloads: dynamoRejectedPayloads(table),
    log: operatorLog,
  };
}

const signalEffects = (ports: OpenPorts): SignalEffects => ({
  open: (signals, service, serviceReason) => openBySignals(signals, service, serviceReason, ports),
  resolve: (signal, service) => resolveBySignal(signal, service, ports),
  acknowledge: (signal, service) => acknowledgeBySignal(signal, service, ports),
});
