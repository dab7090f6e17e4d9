import { expect, test } from 'vitest';
import { Synthesized } from '#test/infrastructure/synthesized.ts';

const table = new Synthesized().at('AWS::DynamoDB::Table', 'Records/Table');

test('the record outlives its stack, a replacement and a slip of the hand', () => {
  expect(table.DeletionPolicy).toBe('Retain');
  expect(table.UpdateReplacePolicy).toBe('Retain');
  expect(table.Properties.DeletionProtectionEnabled).toBe(true);
  expect(table.Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
});

test('deletion protection can be lifted by a setting', () => {
  const open = new Synthesized({ deletionProtection: 'false' }).at('AWS::DynamoDB::Table', 'Records/Table');
  expect(open.Properties.DeletionProtectionEnabled).toBe(false);
  expect(open.DeletionPolicy).toBe('Retain');
});

test('the keys are those that the adapters write', () => {
  const { KeySchema, GlobalSecondaryIndexes, TimeToLiveSpecification, StreamSpecification, BillingMode } =
    table.Properties;
  const keys = (schema: { AttributeName: string }[]) => schema.map(({ AttributeName }) => AttributeName);
  expect(keys(KeySchema)).toEqual(['pk', 'sk']);
  expect(
    GlobalSecondaryIndexes.map(
      (index: { IndexName: string; KeySchema: []; Projection: { ProjectionType: string } }) => [
        index.IndexName,
        keys(index.KeySchema),
        index.Projection.ProjectionType,
      ],
    ),
  ).toEqual([
    ['incidentsByTime', ['allPk', 'timeSk'], 'ALL'],
    ['openIncidents', ['openPk', 'timeSk'], 'ALL'],
  ]);
  expect(TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
  expect(StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  expect(BillingMode).toBe('PAY_PER_REQUEST');
});
