import { emailSubject, emailText, type PageContent, smsText } from './page.ts';

/** How many pages an SMS tells in full: with more it is a long thing to read, and SNS has an end of 1,600 characters. */
const IN_AN_SMS = 5;
/** The same for an email, which SNS lets be 256 KB. */
const IN_AN_EMAIL = 50;

/** The texts of one message for several pages that waited for the same morning, the most urgent first. */
export interface BundleText {
  subject: string;
  sms: string;
  email: string;
}

/**
 * Writes one message for several pages.
 *
 * @param contents at least one; of one it is that page's own text
 */
export function bundleText(contents: [PageContent, ...PageContent[]]): BundleText {
  const [first, ...others] = contents.toSorted(byUrgency) as [PageContent, ...PageContent[]];
  if (others.length === 0)
    return { subject: emailSubject(first), sms: smsText(first), email: emailText(first) };
  const all = [first, ...others];
  const heading = `${all.length} incidents have waited for you.`;
  const left = (shown: number) => (all.length > shown ? [`And ${all.length - shown} more.`] : []);
  return {
    subject: `${all.length} incidents have waited for you, the first: ${emailSubject(first)}`.slice(0, 100),
    sms: [heading, ...all.slice(0, IN_AN_SMS).map(smsText), ...left(IN_AN_SMS)].join('\n'),
    email: [
      heading,
      ...all.slice(0, IN_AN_EMAIL).map((content) => `\n--\n\n${emailText(content)}`),
      ...left(IN_AN_EMAIL),
    ].join('\n'),
  };
}

function byUrgency({ incident: one }: PageContent, { incident: other }: PageContent): number {
  return one.priority.localeCompare(other.priority) || one.number - other.number;
}
