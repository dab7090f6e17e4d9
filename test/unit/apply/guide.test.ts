import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { declare } from '#apply/files/declare.ts';
import { readYaml } from '#apply/files/document.ts';

const guide = await readFile('docs/configuration-as-code.md', 'utf8');
const example = /```yaml\n(.*?)```/s.exec(guide)?.[1] ?? '';

it('the example in the guide can be applied as it is', () => {
  expect(declare([readYaml('muster.yaml', example)]).things.map(({ key }) => key)).toContain(
    'platform/payments',
  );
});

it('the mistake in the guide is what is said of it', () => {
  const wrong = example.replace('teamId: core', 'teamId: cor');
  const said = /`(muster\.yaml:.*)`/.exec(guide)?.[1];
  expect(() => declare([readYaml('muster.yaml', wrong)])).toThrow(said);
});
