import { describe, expect, it } from 'vitest';
import { declare } from '#apply/files/declare.ts';
import { readFiles } from '#apply/files/readFiles.ts';
import { contactInput } from '#domain/contact/schema.ts';
import { escalationPolicyInput } from '#domain/escalation/schema.ts';
import { serviceInput } from '#domain/service/schema.ts';

const root = process.cwd();
const { name, things } = declare(await readFiles(`${root}/apply/demo.yaml`, root));

const find = (key: string, section: string) => {
  const thing = things.find((one) => one.kind.section === section && one.name === key);
  if (!thing) throw new Error(`The demo has no ${section} ${key}.`);
  return thing;
};

describe('the demo organisation', () => {
  it('shows every kind of thing', () => {
    expect(name).toBe('demo');
    expect([...new Set(things.map(({ kind }) => kind.section))]).toEqual([
      'contacts',
      'teams',
      'schedules',
      'escalationPolicies',
      'services',
      'responsePlans',
    ]);
  });

  it('has only addresses and numbers that belong to nobody', () => {
    const people = things
      .filter(({ kind }) => kind.section === 'contacts')
      .map(({ input }) => contactInput.parse(input));
    expect(people.map(({ email }) => email)).toEqual(
      people.map(() => expect.stringMatching(/@example\.com$/)),
    );
    expect(people.map(({ phone }) => phone)).toEqual(
      people.map(() => expect.stringMatching(/^\+120255501\d\d$/)),
    );
  });

  it('pages Ada at once for the alarm of the walkthrough', () => {
    const payments = serviceInput.parse(find('payments', 'services').input);
    const policy = find('around-the-clock', 'escalationPolicies');
    const [first] = escalationPolicyInput.parse(policy.input).steps;

    expect(payments).toMatchObject({ escalationPolicyId: policy.id, alarmNamePatterns: ['payments-*'] });
    expect(first).toMatchObject({
      after: 'PT0S',
      targets: expect.arrayContaining([{ type: 'contact', id: find('ada', 'contacts').id }]),
    });
    expect(find('ada', 'contacts').input).toMatchObject({ phone: '+12025550101' });
  });
});
