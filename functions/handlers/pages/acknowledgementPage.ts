import type { LinkAction } from '#domain/acknowledgement/actions.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Responder } from '#domain/incident/schema.ts';
import { plainLine } from '#domain/text.ts';
import { type Html, html, page } from './html.ts';

/** What the page of an acknowledgement link shows. */
export interface AcknowledgementView {
  record: Pick<
    IncidentRecord,
    | 'number'
    | 'title'
    | 'description'
    | 'priority'
    | 'status'
    | 'openedAt'
    | 'acknowledgedAt'
    | 'drill'
    | 'bridgeUrl'
    | 'chatUrl'
  >;
  serviceName: string;
  contactName: string;
  /** Who acknowledged, where somebody has. */
  acknowledgedBy: string | null;
  /** Set where the contact was asked to help. */
  request: Pick<Responder, 'state' | 'requestedBy' | 'message' | 'answeredAt'> | null;
  /** The buttons that it shows. */
  offered: LinkAction[];
  /** The button whose press this view answers; null where nothing was pressed, or nothing came of it. */
  done: LinkAction | null;
}

/** Enough to understand it on a phone without scrolling past the button. */
const DESCRIPTION_LENGTH = 280;

/** The page that a link in a page leads to. Looking at it changes nothing; its buttons do. */
export function acknowledgementPage(view: AcknowledgementView): string {
  const { record } = view;
  return page(
    `${record.priority} #${record.number} ${plainLine(record.title)}`,
    html`<p><span class="badge">${record.drill ? 'DRILL ' : ''}${record.priority}</span> <span class="soft">Incident #${record.number}</span></p>
<h1>${plainLine(record.title)}</h1>
${requested(view)}
${record.description ? html`<p>${plainLine(record.description).slice(0, DESCRIPTION_LENGTH)}</p>` : ''}
<dl>
<dt>Service</dt><dd>${plainLine(view.serviceName)}</dd>
<dt>Status</dt><dd>${record.status}</dd>
<dt>Opened</dt><dd>${readableTime(record.openedAt)}</dd>
${place('Bridge', record.bridgeUrl)}
${place('Chat', record.chatUrl)}
</dl>
${outcome(view)}
${buttons(view)}`,
  );
}

function requested({ request, offered }: AcknowledgementView): Html {
  if (!request || !offered.includes('accept')) return html``;
  const by = plainLine(request.requestedBy);
  return request.message
    ? html`<p><strong>${by} asks for your help:</strong> ${plainLine(request.message)}</p>`
    : html`<p><strong>${by} asks for your help.</strong></p>`;
}

/** Where people meet. */
function place(name: string, url: string | null): Html {
  return url ? html`<dt>${name}</dt><dd><a href="${url}">${url}</a></dd>` : html``;
}

function outcome(view: AcknowledgementView): Html {
  const { record, contactName, request, acknowledgedBy, offered, done } = view;
  if (done) return thanks(done, view);
  if (offered.length > 0) return html``;
  if (request?.state === 'accepted') {
    return html`<p class="calm">You have accepted, ${contactName}.</p><p>The incident shows that you are helping.</p>`;
  }
  if (request?.state === 'declined') {
    return html`<p class="calm">You have declined, ${contactName}.</p>
<p>Nobody expects you. If you can help after all, tell ${plainLine(request.requestedBy)}, who can ask you anew.</p>`;
  }
  if (record.status === 'acknowledged' && acknowledgedBy) {
    return html`<p class="calm">${acknowledgedBy} is on it.</p>
<p>Acknowledged ${readableTime(record.acknowledgedAt ?? '')}. There is nothing that you have to do.</p>`;
  }
  return html`<p class="calm">This incident is ${record.status}.</p><p>${request ? 'No help is needed any more. Thank you.' : 'There is nothing that you have to acknowledge.'}</p>`;
}

function thanks(done: LinkAction, { contactName }: AcknowledgementView): Html {
  switch (done) {
    case 'acknowledge':
      return html`<p class="calm">You have it, ${contactName}.</p><p>Nobody else is paged for this now. Thank you.</p>`;
    case 'accept':
      return html`<p class="calm">Thank you, ${contactName}.</p><p>The incident shows that you are helping.</p>`;
    case 'decline':
      return html`<p class="calm">Understood, ${contactName}.</p><p>The incident shows that you can not help, so that somebody else is asked.</p>`;
  }
}

const words: Record<LinkAction, string> = {
  acknowledge: 'Acknowledge',
  accept: 'Accept',
  decline: 'Decline',
};

function buttons({ offered, contactName }: AcknowledgementView): Html {
  if (offered.length === 0) return html``;
  const pressable = offered.map(
    (action) =>
      html`<button type="submit" name="action" value="${action}" class="${action}">${words[action]}</button>`,
  );
  return html`<form method="post">${pressable}</form>
<p class="soft">You answer as ${contactName}. ${offered.includes('acknowledge') ? 'Acknowledge: paging stops, and everyone sees that you are on it. ' : ''}${offered.includes('accept') ? 'Accept: you help, and the incident stays with whoever has it.' : ''}</p>`;
}

/** In UTC, because one link may be read in several time zones. */
function readableTime(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
