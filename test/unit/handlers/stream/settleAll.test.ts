import { expect, it } from 'vitest';
import { settleAll } from '#handlers/stream/settleAll.ts';

it('an effect that fails holds none of the others, and is told when they are through', async () => {
  const through: string[] = [];
  const slow = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    through.push('slow');
  };
  const failures = [new Error('SNS is down.'), new Error('EventBridge is down.')];
  const settled = settleAll([...failures.map((failure) => Promise.reject(failure)), slow()]);
  await expect(settled).rejects.toMatchObject({ errors: failures });
  expect(through).toEqual(['slow']);
});

it('says nothing where all is well', async () => {
  await expect(settleAll([Promise.resolve(), Promise.resolve()])).resolves.toBeUndefined();
});
