import { expect, test } from 'vitest';
import { Synthesized } from '#test/infrastructure/synthesized.ts';

const muster = new Synthesized();

test('what is published on the bus never comes back in as a signal: only alarms do', () => {
  const onBus = muster
    .all('AWS::Events::Rule')
    .filter(({ Properties }) => muster.read(Properties.EventBusName) === '<SignalIntake/EventBus>');
  expect(onBus.map(({ path, Properties }) => [path, Properties.EventPattern['detail-type']])).toEqual([
    ['SignalIntake/AlarmsOnBus', ['CloudWatch Alarm State Change']],
  ]);
});
