import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { PlanExercises } from '#operations/plan/exercises.ts';
import { batchGet } from './batchGet.ts';
import type { Table } from './client.ts';
import { succeeds } from './conditionalWrite.ts';
import { keys } from './keys.ts';

/** When incidents last ran the plans, in DynamoDB. */
export function dynamoPlanExercises(table: Table): PlanExercises {
  return {
    note: async (planId, at) => {
      await succeeds(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: keys.planExercise(planId),
            UpdateExpression: 'SET planId = :plan, lastExercisedAt = :at',
            ConditionExpression: 'attribute_not_exists(pk) OR lastExercisedAt < :at',
            ExpressionAttributeValues: { ':plan': planId, ':at': at },
          }),
        ),
      );
    },

    lastOf: async (planIds) => {
      const items = await batchGet(table, planIds.map(keys.planExercise));
      return new Map(items.map((item) => [String(item.planId), String(item.lastExercisedAt)]));
    },
  };
}
