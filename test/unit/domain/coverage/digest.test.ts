import { describe, expect, it } from 'vitest';
import { digestOf } from '#domain/coverage/digest.ts';
import type { Finding } from '#domain/coverage/finding.ts';

const finding = (severity: Finding['severity'], message: string): Finding => ({
  kind: 'gap',
  severity,
  ownerTeamId: null,
  subject: 'Payments',
  message,
  nextStep: `Mend ${message}`,
});

describe("a team's message of the day", () => {
  it('holds everything, the worst first, each with the step that mends it', () => {
    const { subject, email } = digestOf('Platform', [finding('medium', 'A.'), finding('critical', 'B.')]);
    expect(subject).toBe('Muster: 2 things to mend before an incident comes');
    expect(email).toMatch(/^Hello Platform,\n/);
    expect(email).toContain('1. B.\n   To mend it: Mend B.\n\n2. A.\n   To mend it: Mend A.\n');
  });

  it('fits into an SMS or two by the worst of it', () => {
    const { sms } = digestOf('Platform', [finding('low', 'A.'), finding('high', 'B.')]);
    expect(sms).toBe('Muster: 2 things to mend for Platform. B. To mend it: Mend B.');
    const long = digestOf('Platform', [finding('high', '😀'.repeat(400))]).sms;
    expect([...long]).toHaveLength(300);
    expect(long.isWellFormed()).toBe(true);
  });

  it('says how many more there are, rather than growing without end', () => {
    const many = Array.from({ length: 60 }, (_, index) => finding('high', `Thing ${index}.`));
    const { email } = digestOf('Platform', many);
    expect(email).toContain('And 10 more.');
    expect(email).not.toContain('51. ');
  });

  it('shows no line breaks that a name brought along', () => {
    expect(digestOf('Plat\nform\u202e', [finding('high', 'A.')]).email).toMatch(/^Hello Plat form,\n/);
  });
});
