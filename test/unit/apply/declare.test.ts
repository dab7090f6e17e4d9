import { describe, expect, it } from 'vitest';
import { declare } from '#apply/files/declare.ts';
import { readYaml } from '#apply/files/document.ts';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';

const declared = (...texts: string[]) =>
  declare(texts.map((text, index) => readYaml(`${index === 0 ? 'muster' : `more${index}`}.yaml`, text)));

/** What is said of files that can not be applied, a line for each mistake. */
function mistakesIn(...texts: string[]): string[] {
  try {
    declared(...texts);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
}

const people = `
name: platform
contacts:
  ada: { name: Ada, email: ada@example.org }
  ben: { name: Ben, email: ben@example.org }
`;

describe('declaring', () => {
  it('fills in defaults, and gives things the keys that the API knows them by', () => {
    const { name, things } = declared(people);

    expect(name).toBe('platform');
    expect(things.map(({ key }) => key)).toEqual(['platform/ada', 'platform/ben']);
    expect(things[0]?.input).toMatchObject({
      key: 'platform/ada',
      name: 'Ada',
      timeZone: 'UTC',
      phone: null,
    });
  });

  it('leaves to people what they keep for themselves, unless the file names it', () => {
    const [ada, eva] = declared(`
name: platform
contacts:
  ada: { name: Ada, email: ada@example.org }
  eva: { name: Eva, email: eva@example.org, leave: [] }
`).things;

    expect(ada?.fields).toEqual(['name', 'email', 'phone', 'timeZone']);
    expect(eva?.fields).toContain('leave');
  });

  it('takes keys wherever the API takes ids, however deep', () => {
    const { things } = declared(
      `${people}
teams:
  core: { name: Core, members: [ada, platform/ben] }
schedules:
  primary:
    name: Primary
    timeZone: Europe/Berlin
    teamId: core
    layers:
      - name: Days
        participants: [ada]
        rotation: { every: P1D, handoff: 09:00, from: 2026-01-05 }
escalationPolicies:
  default:
    name: Default
    steps:
      - { after: PT0S, targets: [{ type: schedule, id: primary }, { type: team, id: core }] }
      - { after: PT5M, targets: [{ type: contact, id: ada }], when: { serviceIds: [shop] } }
services:
  shop: { name: Shop, dependsOn: [default], fallbackTarget: { type: team, id: other/core } }
responsePlans:
  outage:
    name: Outage
    escalationPolicyId: default
    match: { serviceIds: [shop, svc_01J00000000000000000000000] }
    roles: [{ role: commander, fillFrom: { type: schedule, id: primary } }]
`,
    );
    const named = things.map(({ name, references }) => [
      name,
      references.map(({ path, key, id }) => `${path.join('.')} ${key ?? id}`),
    ]);

    expect(Object.fromEntries(named)).toMatchObject({
      core: ['members.0 platform/ada', 'members.1 platform/ben'],
      primary: ['teamId platform/core', 'layers.0.participants.0 platform/ada'],
      shop: [`dependsOn.0 ${DEFAULT_SERVICE_ID}`, 'fallbackTarget.id other/core'],
      outage: [
        'match.serviceIds.0 platform/shop',
        'match.serviceIds.1 svc_01J00000000000000000000000',
        'escalationPolicyId platform/default',
        'roles.0.fillFrom.id platform/primary',
      ],
    });
    const policy = things.find(({ kind }) => kind.section === 'escalationPolicies');
    expect(policy?.references.map(({ path }) => path.join('.'))).toEqual([
      'steps.0.targets.0.id',
      'steps.0.targets.1.id',
      'steps.1.targets.0.id',
      'steps.1.when.serviceIds.0',
    ]);
  });

  it('merges the files of a folder', () => {
    const { things } = declared(people, 'teams:\n  core: { name: Core, members: [ada] }\n');
    expect(things.map(({ key }) => key)).toEqual(['platform/ada', 'platform/ben', 'platform/core']);
  });

  it('follows aliases', () => {
    const { things } = declared(`
name: platform
contacts:
  ada: &ada { name: Ada, email: ada@example.org }
  eva: *ada
`);
    expect(things[1]?.input).toMatchObject({ key: 'platform/eva', name: 'Ada' });
  });
});

describe('a mistake in a file is named with its line, its column and its key', () => {
  it.each([
    [
      'a value that the API would refuse',
      `${people}schedules:
  primary:
    name: Primary
    timeZone: Europe/Berlin
    layers:
      - name: Days
        participants: [ada]
        rotation:
          every: PT90M
          handoff: 09:00
          from: 2026-01-05
`,
      'muster.yaml:14:11 schedules.primary.layers.0.rotation.every: Give whole hours, days or weeks, for example PT12H, P1D or P7D.',
    ],
    [
      'an unknown field',
      'name: a\ncontacts:\n  ada: { name: Ada, emial: ada@example.org, phone: "+12025550101" }\n',
      'muster.yaml:3:21 contacts.ada.emial: There is no such field. Did you mean "email"?',
    ],
    [
      'an unknown section',
      'name: a\nservice:\n  shop: { name: Shop }\n',
      'muster.yaml:2:1 service: There is no such section. Did you mean "services"?',
    ],
    [
      'something missing',
      'name: a\nservices:\n  shop:\n    tier: high\n',
      'muster.yaml:3:3 services.shop.name: It is missing.',
    ],
    [
      'an unknown key',
      `${people}teams:\n  core: { name: Core, members: [ada, bem] }\n`,
      'muster.yaml:7:38 teams.core.members.1: There is no contact "bem" in these files. Did you mean "ben"?',
    ],
    [
      'a key of another kind',
      `${people}services:\n  shop: { name: Shop, teamId: ada }\n`,
      'muster.yaml:7:23 services.shop.teamId: There is no team "ada" in these files. "ada" is a contact.',
    ],
    [
      'a number that should be text',
      'name: a\ncontacts:\n  ada:\n    name: Ada\n    phone: +12025550101\n',
      'muster.yaml:5:5 contacts.ada.phone: This has to be text. Put it in quotes: "+12025550101".',
    ],
    [
      'a key given twice',
      'name: a\nservices:\n  shop: { name: Shop }\n  shop: { name: Again }\n',
      'muster.yaml:4:3 The key "shop" is given twice. Keep one of them.',
    ],
    [
      'a key that the API could not keep',
      'name: a\nservices:\n  Web_Shop: { name: Shop }\n',
      'muster.yaml:3:3 services.Web_Shop: Give a key of at most 80 lower case letters, digits and hyphens, for example web-shop.',
    ],
    [
      'the key given again',
      'name: a\nservices:\n  shop: { name: Shop, key: a/shop }\n',
      'muster.yaml:3:23 services.shop.key: The key is the name of the service in the file: shop. Leave this out.',
    ],
    [
      'a target of no kind',
      `${people}escalationPolicies:\n  all:\n    name: All\n    steps:\n      - after: PT0S\n        targets: [{ type: person, id: ada }]\n`,
      "muster.yaml:11:21 escalationPolicies.all.steps.0.targets.0.type: Invalid discriminator value. Expected 'contact' | 'schedule' | 'team'",
    ],
    [
      'no name',
      'contacts:\n  ada: { name: Ada, email: ada@example.org }\n',
      'muster.yaml:1:1 name: Give the files a name, for example "name: platform". Keys begin with it.',
    ],
    [
      'an empty file',
      '',
      'muster.yaml:1:1 The file declares nothing. Give it a name and at least one of contacts, teams, schedules, escalationPolicies, services, responsePlans.',
    ],
    [
      'a list for a map',
      'name: a\ncontacts:\n  - name: Ada\n',
      'muster.yaml:2:1 contacts: Give a map: a key for each thing.',
    ],
  ])('%s', (_what, text, message) => {
    expect(mistakesIn(text)).toEqual([message]);
  });

  it('where it is not YAML', () => {
    expect(mistakesIn('name: a\nservices:\n  shop: { name: [Shop }\n')[0]).toMatch(/^muster\.yaml:3:\d+ /);
  });

  it('in several files: what one declares, another can not declare again, nor give the set another name', () => {
    expect(
      mistakesIn(people, 'name: platform\ncontacts:\n  ada: { name: A, email: a@example.org }\n'),
    ).toEqual([
      'more1.yaml:3:3 contacts.ada: This contact is declared in muster.yaml:4:3 as well. Keep one of them.',
    ]);
    expect(mistakesIn(people, 'name: shop\n')).toEqual([
      'more1.yaml:1:1 name: The files of a folder have one name, and muster.yaml:2:1 gives "platform". Give both the same.',
    ]);
  });

  it('all at once, in the order of the lines', () => {
    expect(
      mistakesIn('name: a\nservices:\n  shop: { nam: Shop, tier: low }\n').map((line) => line.split(' ')[0]),
    ).toEqual(['muster.yaml:3:3', 'muster.yaml:3:11']);
  });
});
