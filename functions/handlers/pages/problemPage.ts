import type { Problem } from '#contract/problem.ts';
import { html, page } from './html.ts';

/** What somebody with a browser sees where a program gets a problem document. */
export function problemPage({ title, detail }: Pick<Problem, 'title' | 'detail'>): string {
  return page(title, html`<h1>${title}</h1><p>${detail}</p>`);
}
