import { plainLine } from '../text.ts';
import type { Finding } from './finding.ts';

/** Two SMS or so: enough to see what it is about. */
const SMS_LENGTH = 300;
/** An email through SNS holds 256 KiB; nobody reads so many points. */
const MOST_POINTS = 50;

/** What a team is told of its findings, the worst first. */
export interface Digest {
  subject: string;
  email: string;
  sms: string;
}

/**
 * Writes the one message that a team gets on a day.
 *
 * @param findings of the team; at least one
 */
export function digestOf(teamName: string, findings: Finding[]): Digest {
  const team = plainLine(teamName);
  const worstFirst = findings.toSorted(
    (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity),
  );
  const things = findings.length === 1 ? '1 thing' : `${findings.length} things`;
  const points = worstFirst
    .slice(0, MOST_POINTS)
    .flatMap(({ message, nextStep }, index) => [
      `${index + 1}. ${message}`,
      `   To mend it: ${nextStep}`,
      '',
    ]);
  const more = findings.length - MOST_POINTS;
  const [worst] = worstFirst;
  return {
    subject: `Muster: ${things} to mend before an incident comes`,
    email: [
      `Hello ${team},`,
      '',
      'Muster looks once a day whether you are ready for an incident. Today it found this:',
      '',
      ...points,
      ...(more > 0 ? [`And ${more} more.`, ''] : []),
      'This message comes at most once a day, and not at all when there is nothing to do. Thank you for your care.',
    ].join('\n'),
    sms: shorten(
      `Muster: ${things} to mend for ${team}. ${worst?.message ?? ''} To mend it: ${worst?.nextStep ?? ''}`,
    ),
  };
}

const severities = ['critical', 'high', 'medium', 'low'] as const satisfies Finding['severity'][];

/** Cut between characters, never inside one. */
function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= SMS_LENGTH
    ? text
    : `${characters
        .slice(0, SMS_LENGTH - 2)
        .join('')
        .trimEnd()}..`;
}
