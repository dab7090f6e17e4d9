import { createHash } from 'node:crypto';

/** Markup that is safe to put into a page. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Writes markup. Whatever is put into it that is not markup itself is encoded, so that no text from outside
 * becomes markup.
 */
export function html(parts: TemplateStringsArray, ...values: (string | number | Html | Html[])[]): Html {
  return new Html(
    parts.map((part, index) => part + (index < values.length ? encode(values[index]) : '')).join(''),
  );
}

function encode(value: string | number | Html | Html[] | undefined): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map((one) => one.text).join('');
  return String(value ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--text:#16181d;--soft:#5a6270;--line:#d5d9e0;--call:#b3261e;--calm:#1b6e3c}
@media(prefers-color-scheme:dark){:root{--ground:#111418;--text:#f2f4f7;--soft:#a7b0bd;--line:#363c46;--call:#d93a30;--calm:#1f7f45}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1.125rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:34rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
h1{font-size:1.5rem;line-height:1.3;margin:.25rem 0 1rem}
p{margin:0 0 1rem}
.soft{color:var(--soft)}
.badge{display:inline-block;padding:.1rem .6rem;border-radius:.4rem;border:1px solid var(--line);font-weight:600}
dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem;margin:0 0 1.5rem;padding:1rem 0;border-block:1px solid var(--line)}
dt{color:var(--soft)}dd{margin:0}
button{width:100%;min-height:4rem;font:inherit;font-size:1.35rem;font-weight:700;color:#fff;background:var(--call);border:0;border-radius:.75rem;cursor:pointer;margin-bottom:.75rem}
button.accept{background:var(--calm)}
button.decline{background:none;color:inherit;border:2px solid var(--soft)}
button:focus-visible,a:focus-visible{outline:3px solid var(--text);outline-offset:3px}
a{color:inherit}
.calm{color:#fff;background:var(--calm);border-radius:.75rem;padding:1rem;font-size:1.25rem;font-weight:700}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * What a page may do: show its own style, and send its own form. Nothing is loaded, and nobody may frame it.
 * A page with a token in its address sends that address to nobody.
 */
export const pageHeaders = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

/** A whole page around its main part. */
export function page(title: string, main: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body><main>${main}</main></body>
</html>`.text;
}
