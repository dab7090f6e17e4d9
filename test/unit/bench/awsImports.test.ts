import { describe, expect, it } from 'vitest';
import { importsIn, referenceSource } from '../../../bench/lambdaStart/awsImports.ts';

describe('importsIn', () => {
  it('finds values on one line or several, and no types', () => {
    const source = [
      "import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';",
      "import type { AttributeValue } from '@aws-sdk/client-dynamodb';",
      'import {',
      '  GetCommand,',
      '  type GetCommandInput,',
      "} from '@aws-sdk/lib-dynamodb';",
      "import { keys } from './keys.ts';",
    ].join('\n');
    expect(importsIn(source)).toEqual([
      ['StartExecutionCommand', '@aws-sdk/client-sfn'],
      ['GetCommand', '@aws-sdk/lib-dynamodb'],
    ]);
  });
});

describe('referenceSource', () => {
  it('makes the clients and has the rest at hand', () => {
    const source = referenceSource(
      new Map([
        ['@aws-sdk/client-dynamodb', new Set(['DynamoDBClient'])],
        ['@aws-sdk/lib-dynamodb', new Set(['DynamoDBDocumentClient', 'GetCommand'])],
      ]),
    );
    expect(source).toContain("import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';");
    expect(source).toContain(
      'new DynamoDBClient({}), DynamoDBDocumentClient.from(new DynamoDBClient({})), GetCommand',
    );
  });
});
