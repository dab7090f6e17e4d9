import { html, page } from './html.ts';

/** What somebody sees who opens the API's address. */
export function landingPage(): string {
  return page(
    'Muster',
    html`<h1>Muster</h1>
<p>Incident management that runs in your own AWS account.</p>
<p class="soft">Programs find the API in <a href="openapi.json">openapi.json</a>. It asks for a key:
<code>Authorization: Bearer mk_…</code></p>`,
  );
}
