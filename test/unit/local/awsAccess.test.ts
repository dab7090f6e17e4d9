import { describe, expect, it } from 'vitest';
import { localAwsEnvironment, pathWithProjectNode } from '#local/awsAccess.ts';

describe('localAwsEnvironment', () => {
  it('leaves nothing that leads to a real account', () => {
    const caller = {
      PATH: '/bin',
      AWS_PROFILE: 'production',
      AWS_SESSION_TOKEN: 'secret',
      AWS_ENDPOINT_URL_SNS: 'https://sns.example.com',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      CDK_DEFAULT_ACCOUNT: '123456789012',
    };
    const environment = localAwsEnvironment(caller, 'http://127.0.0.1:4566');
    expect(environment).toMatchObject({
      PATH: '/bin',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
    for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL_SNS', 'CDK_DEFAULT_ACCOUNT']) {
      expect(environment).not.toHaveProperty(name);
    }
  });
});

describe('pathWithProjectNode', () => {
  it('puts the Node of the project before any other', () => {
    expect(pathWithProjectNode('/project', '/usr/bin:/bin')).toBe('/project/node_modules/.bin:/usr/bin:/bin');
  });
});
