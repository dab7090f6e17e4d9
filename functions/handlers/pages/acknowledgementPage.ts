import type { IncidentRecord } from '#domain/incident/record.ts';
import { plainLine } from '#domain/text.ts';
import { type Html, html, page } from './html.ts';

/** What the page of an acknowledgement link shows. */
export interface AcknowledgementView {
  record: Pick<
    IncidentRecord,
    'number' | 'title' | 'description' | 'priority' | 'status' | 'openedAt' | 'acknowledgedAt' | 'drill'
  >;
  serviceName: string;
  contactName: string;
  /** Who acknowledged, where somebody has. */
  acknowledgedBy: string | null;
  /** Whether this view answers the press of the button. */
  justAcknowledged: boolean;
}

/** Enough to understand it on a phone without scrolling past the button. */
const DESCRIPTION_LENGTH = 280;

/** The page that a link in a page leads to. Looking at it changes nothing; its button acknowledges. */
export function acknowledgementPage(view: AcknowledgementView): string {
  const { record } = view;
  return page(
    `${record.priority} #${record.number} ${plainLine(record.title)}`,
    html`<p><span class="badge">${record.drill ? 'DRILL ' : ''}${record.priority}</span> <span class="soft">Incident #${record.number}</span></p>
<h1>${plainLine(record.title)}</h1>
${record.description ? html`<p>${plainLine(record.description).slice(0, DESCRIPTION_LENGTH)}</p>` : ''}
<dl>
<dt>Service</dt><dd>${plainLine(view.serviceName)}</dd>
<dt>Status</dt><dd>${record.status}</dd>
<dt>Opened</dt><dd>${readableTime(record.openedAt)}</dd>
</dl>
${action(view)}`,
  );
}

function action(view: AcknowledgementView): Html {
  const { record, contactName, acknowledgedBy } = view;
  if (view.justAcknowledged) {
    return html`<p class="calm">You have it, ${contactName}.</p><p>Nobody else is paged for this now. Thank you.</p>`;
  }
  if (record.status === 'triggered') {
    return html`<form method="post"><button type="submit">Acknowledge</button></form>
<p class="soft">You acknowledge as ${contactName}. Paging stops, and everyone sees that you are on it.</p>`;
  }
  if (record.status === 'acknowledged' && acknowledgedBy) {
    return html`<p class="calm">${acknowledgedBy} is on it.</p>
<p>Acknowledged ${readableTime(record.acknowledgedAt ?? '')}. There is nothing that you have to do.</p>`;
  }
  return html`<p class="calm">This incident is ${record.status}.</p><p>There is nothing that you have to acknowledge.</p>`;
}

/** In UTC, because one link may be read in several time zones. */
function readableTime(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
