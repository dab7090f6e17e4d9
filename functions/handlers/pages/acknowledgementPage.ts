import type { LinkAction } from '#domain/acknowledgement/actions.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Responder } from '#domain/responder/schema.ts';
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

/** Enough to understand it on a phone without scrolling past the buttons. */
const ABOUT_LENGTH = 280;

/** The page that a link in a page leads to. Looking at it changes nothing; its buttons do. */
export function acknowledgementPage(view: AcknowledgementView): string {
  const { record } = view;
  return page(
    `${record.priority} #${record.number} ${plainLine(record.title)}`,
    html`<p><span class="badge">${record.drill ? 'DRILL ' : ''}${record.priority}</span> <span class="soft">Incident #${record.number}</span></p>
<h1>${plainLine(record.title)}</h1>
${about(view)}
<dl>
<dt>Service</dt><dd>${plainLine(view.serviceName)}</dd>
<dt>Status</dt><dd>${record.status}</dd>
<dt>Opened</dt><dd>${readableTime(record.openedAt)}</dd>
</dl>
${outcome(view)}
${buttons(view)}
${meeting(record)}`,
  );
}

/** What help is wanted for; else the description, which says less to somebody who is asked. */
function about({ request, offered, record }: AcknowledgementView): Html {
  const asks =
    request && offered.includes('accept') ? `${plainLine(request.requestedBy)} asks for your help` : null;
  if (asks && request?.message) return html`<p><strong>${asks}:</strong> ${begun(request.message)}</p>`;
  const description = record.description ? html`<p>${begun(record.description)}</p>` : html``;
  return asks ? html`<p><strong>${asks}.</strong></p>${description}` : description;
}

function begun(text: string): string {
  const line = plainLine(text);
  return line.length > ABOUT_LENGTH ? `${line.slice(0, ABOUT_LENGTH).toWellFormed().trimEnd()} …` : line;
}

/** Where people meet. */
function meeting({ bridgeUrl, chatUrl }: AcknowledgementView['record']): Html {
  if (!bridgeUrl && !chatUrl) return html``;
  return html`<dl>${place('Bridge', bridgeUrl)}${place('Chat', chatUrl)}</dl>`;
}

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
      return html`<p class="calm">Understood, ${contactName}.</p><p>The incident shows that you can not help, so that somebody else can be asked.</p>`;
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
