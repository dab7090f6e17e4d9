import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import { openBrowser, screens } from '#test/support/browser.ts';
import { eventually } from '#test/support/eventually.ts';
import { linkIn, smsTo } from '#test/support/inboxes.ts';
import { incidentOf, must } from '#test/support/musterApi.ts';
import { newContact, staffedService } from '#test/support/organisations.ts';

const SCREENSHOTS = 'test-artefacts/screenshots';
const HOSTILE = '<script>document.title="owned"</script> "quotes" & \u202Eright to left 🔥 payments';

let browser: Browser;
beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Opens an incident and waits for the link in its SMS. */
async function pagedIncident(title: string): Promise<{ incident: Incident; link: string }> {
  const { service, contact } = await staffedService();
  const incident = await must<Incident>('POST', '/v1/incidents', { title, serviceId: service.id });
  const sms = await eventually(async () => (await smsTo(contact.phone ?? ''))[0]);
  return { incident, link: linkIn(sms.Message) };
}

async function visit(link: string, screen: keyof typeof screens): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage({ viewport: screens[screen] });
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(link);
  return { page, faults };
}

describe('the link of a page', () => {
  it('acknowledges on a phone with one press, and then says who has it', async () => {
    const { incident, link } = await pagedIncident('Checkout is down');
    const { page, faults } = await visit(link, 'phone');
    await page.screenshot({ path: `${SCREENSHOTS}/acknowledge-phone.png` });
    const button = page.getByRole('button', { name: 'Acknowledge' });
    const box = await button.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(48);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(screens.phone.height);

    await button.press('Enter');

    await page.getByText('You have it').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/acknowledged-phone.png` });
    expect((await incidentOf(incident.id)).status).toBe('acknowledged');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows whatever a title holds as text', async () => {
    const { link } = await pagedIncident(HOSTILE);
    const { page, faults } = await visit(link, 'desktop');
    await page.screenshot({ path: `${SCREENSHOTS}/acknowledge-desktop.png` });

    expect(await page.title()).not.toBe('owned');
    expect(await page.getByRole('heading').textContent()).toContain(
      '<script>document.title="owned"</script> "quotes" &',
    );
    expect(await page.locator('script').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is kindly refused as a page when it was cut', async () => {
    const { link } = await pagedIncident('Cut link');
    const { page } = await visit(link.slice(0, -4), 'phone');
    await page.screenshot({ path: `${SCREENSHOTS}/unknown-link-phone.png` });

    expect(await page.getByRole('heading').textContent()).toBe('Not found');
    expect(await page.locator('body').textContent()).toContain('Perhaps it was cut');
    await page.close();
  });
});

/** Has somebody asked to help with an acknowledged incident, and waits for the link in their SMS. */
async function requestedHelp(): Promise<{ incident: Incident; link: string }> {
  const { incident } = await pagedIncident('Checkout answers with errors in Frankfurt');
  await must('POST', `/v1/incidents/${incident.id}/acknowledge`);
  const helper = await newContact({ email: null });
  await must('POST', `/v1/incidents/${incident.id}/responders`, {
    targets: [{ type: 'contact', id: helper.id }],
    message:
      'Replication is behind. Please look at the replicas of https://example.com/a/very/long/address/that/has/no/blank.',
  });
  const sms = await eventually(async () => (await smsTo(helper.phone ?? ''))[0]);
  return { incident, link: linkIn(sms.Message) };
}

describe('the link of somebody who is asked to help', () => {
  it('has two buttons for thumbs on a phone, and takes a decline with one press', async () => {
    const { incident, link } = await requestedHelp();
    const { page, faults } = await visit(link, 'phone');
    await page.screenshot({ path: `${SCREENSHOTS}/help-phone.png` });
    for (const name of ['Accept', 'Decline']) {
      const box = await page.getByRole('button', { name }).boundingBox();
      expect(box?.height, name).toBeGreaterThanOrEqual(44);
      expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThan(screens.phone.height);
    }
    expect(await page.getByRole('button').count()).toBe(2);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(screens.phone.width);

    await page.getByRole('button', { name: 'Decline' }).click();

    await page.getByText('Understood').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/declined-phone.png` });
    expect(await incidentOf(incident.id)).toMatchObject({
      status: 'acknowledged',
      responders: [{ state: 'declined' }],
    });
    expect(faults).toEqual([]);
    await page.close();
  });

  it('accepts with the keyboard at a desk', async () => {
    const { incident, link } = await requestedHelp();
    const { page, faults } = await visit(link, 'desktop');
    await page.screenshot({ path: `${SCREENSHOTS}/help-desktop.png` });
    await page.getByRole('button', { name: 'Accept' }).press('Enter');

    await page.getByText('Thank you').waitFor();
    expect((await incidentOf(incident.id)).responders).toMatchObject([{ state: 'accepted' }]);
    expect(faults).toEqual([]);
    await page.close();
  });
});
