// The documents that somebody issues by hand: money in advance, a part, what is left of them, taken back, anew, credited.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ship } from './deeds.mjs';
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story, validate } from './kit.mjs';

const customer = 'kundin@wiesenmut.example';
const finance = 'sabine.krenn@wiesenmut.example';
const checker = 'theresa.pointner@wiesenmut.example';
const packer = 'ruben.absenger@wiesenmut.example';
const leader = 'kilian.haferkamp@wiesenmut.example';

async function look(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, name);
}

/** A customer buys twenty packets on account; gives number, id and page of the order. */
async function buy(page) {
  await page.goto('/product/FD-1001');
  await page.locator('input[name="quantity"]').fill('20');
  await page.getByRole('button', { name: 'In den Warenkorb' }).click();
  await page.getByRole('button', { name: 'Zur Kasse' }).click();
  await page.locator('input[name="payment"][value="invoice"]').check();
  for (const name of ['terms', 'privacy']) {
    const box = page.locator(`input[name="${name}"]`);
    if (await box.count()) await box.check();
  }
  await page.getByRole('button', { name: 'Zahlungspflichtig bestellen' }).click();
  await page.waitForURL(/\/order\/\d+\//);
  return { number: (await page.locator('h1').innerText()).match(/B-\d+/)[0], id: page.url().match(/\/order\/(\d+)/)[1], url: page.url() };
}

/** Issues one more document for a part of the order. */
async function part(page, id, fill) {
  await page.goto(`/office/orders/${id}`);
  equal('a part can be invoiced', await page.locator(`a[href="/office/orders/${id}/part"]`).count(), 1);
  await page.goto(`/office/orders/${id}/part`);
  await fill();
  await page.getByRole('button', { name: 'Ausstellen und senden' }).click();
  await check('the document is issued', () => page.getByText('Die Rechnung ist ausgestellt und unterwegs.').isVisible());
}

/** What the order's page lists, as number and address of the paper, oldest first. */
async function papers(page, id) {
  await page.goto(`/office/orders/${id}`);
  const links = await page.locator('a[href$="/invoice.pdf"]').all();
  const found = [];
  for (const link of links) {
    const [name] = (await link.innerText()).match(/[A-Z]{1,2}-\d{4}-\d{5}/);
    found.push({ name, href: await link.getAttribute('href') });
  }
  return found.sort((one, other) => Number(one.href.match(/\d+/)[0]) - Number(other.href.match(/\d+/)[0]));
}

const sheetOf = ({ href }) => href.replace(/\/invoice\.pdf$/, '');

story('Money in advance, a part, the rest, taken back and anew: every document opens, and the books balance', async () => {
  const shop = await firm({ seed: 'demo' });
  const buyer = await person(shop, customer);
  const { number, id, url } = await buy(buyer);
  const clerk = await person(shop, finance, { size: desk });

  await clerk.goto(`/office/orders/${id}/part`);
  await look(clerk, 'part-to-fill');
  await clerk.getByRole('button', { name: 'Ausstellen und senden' }).click();
  await check('nothing chosen is told', () => clerk.getByText('Geben Sie bei mindestens einer Zeile').first().isVisible());
  await look(clerk, 'part-refused');
  await part(clerk, id, async () => {
    await clerk.locator('input[name="kind"][value="down_payment"]').check();
    await clerk.locator('input[name="amount"]').fill('20,00');
  });
  await part(clerk, id, async () => {
    await clerk.locator('input[name="kind"][value="partial"]').check();
    await clerk.locator('input[name="quantity.1"]').fill('5');
  });

  const checking = await person(shop, checker);
  await checking.goto(`/office/orders/${id}`);
  await checking.getByRole('button', { name: 'Prüfung abhaken' }).click();
  await ship(await person(shop, packer), id);
  const three = await papers(clerk, id);
  equal('in advance, a part, and what is left', three.map(({ name }) => name.split('-')[0]), ['RA', 'RT', 'RS']);
  const last = three[2];
  await clerk.goto(sheetOf(last));
  for (const { name } of three.slice(0, 2)) {
    await check(`${name} is taken off`, () => clerk.getByRole('link', { name }).first().isVisible());
  }
  await look(clerk, 'final-invoice');

  await clerk.goto(`${sheetOf(last)}/cancel`);
  await look(clerk, 'cancel-to-fill');
  await clerk.locator('[name="reason"]').fill('Die Anschrift war falsch.');
  await clerk.getByRole('button', { name: /stornieren$/ }).click();
  await check('it is cancelled', () => clerk.getByText('Die Stornorechnung ist unterwegs.').isVisible());
  await check('the reason stands on it', () => clerk.getByText('Grund: Die Anschrift war falsch.').isVisible());
  await look(clerk, 'cancellation');
  await clerk.goto(sheetOf(last));
  await check('the invoice says that it is cancelled', () => clerk.getByText('Dieser Beleg ist storniert').isVisible());
  equal('it is not cancelled twice', await clerk.locator('a[href$="/cancel"]').count(), 0);

  await clerk.goto(`/office/orders/${id}`);
  await clerk.locator(`form[action="/office/orders/${id}/invoice-anew"] button`).evaluate((button) => button.click());
  await check('the invoice is issued anew', () => clerk.getByText('Die Rechnung ist ausgestellt und unterwegs.').isVisible());
  const five = await papers(clerk, id);
  equal('a cancellation and a new invoice', five.map(({ name }) => name.split('-')[0]), ['RA', 'RT', 'RS', 'ST', 'RS']);

  await clerk.goto(`${sheetOf(five[4])}/credit`);
  await look(clerk, 'credit-to-fill');
  await clerk.locator('input[name="amount"]').fill('9999');
  await clerk.locator('select[name="rate"]').selectOption({ index: 1 });
  await clerk.locator('[name="reason"]').fill('Verpackung beschädigt');
  await clerk.getByRole('button', { name: 'Gutschrift ausstellen' }).click();
  await check('more than the invoice is refused', () => clerk.getByText('Das ist mehr, als übrig ist').first().isVisible());
  await look(clerk, 'credit-refused');
  await clerk.locator('input[name="amount"]').fill('1,50');
  await clerk.getByRole('button', { name: 'Gutschrift ausstellen' }).click();
  await check('it is credited', () => clerk.getByText('Die Gutschrift ist ausgestellt und unterwegs.').isVisible());
  await look(clerk, 'credit-note');

  const all = await papers(clerk, id);
  equal('six documents', all.map(({ name }) => name.split('-')[0]), ['RA', 'RT', 'RS', 'ST', 'RS', 'G']);
  await check('the paper is kept before anybody opens it', async () => {
    await clerk.goto(sheetOf(all[5]));
    return clerk.getByText('Aufbewahrtes Papier (BLAKE3)').isVisible();
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-documents-'));
  const files = [];
  for (const { name, href } of all) {
    const answer = await clerk.request.get(href);
    equal(`${name} opens as PDF`, answer.headers()['content-type'].split(';')[0], 'application/pdf');
    const bytes = await answer.body();
    const again = await (await clerk.request.get(href)).body();
    await check(`${name} is the same when it is opened again`, bytes.equals(again));
    files.push(path.join(folder, `${name}.pdf`));
    writeFileSync(files.at(-1), bytes);
  }
  validate('pdfa', ...files);
  validate('einvoice', ...files);

  await buyer.goto(url);
  for (const { name } of all) {
    await check(`the buyer finds ${name}`, () => buyer.getByRole('link', { name: new RegExp(name) }).first().isVisible());
  }
  await look(buyer, 'order-of-the-buyer');
  await clerk.goto('/office/ledger');
  await axe(clerk);
  await screenshot(clerk, 'ledger');
  const checked = shop.command('check');
  equal(`the books balance and everything holds together with ${number}`, checked.code, 0);
});

story('On a phone, in the dark and in Chinese the forms can be filled as well', async () => {
  const shop = await firm({ seed: 'demo' });
  const { id } = await buy(await person(shop, customer));
  const clerk = await person(shop, finance, { size: phone, theme: 'dark', language: 'zh' });
  await clerk.goto(`/office/orders/${id}/part`);
  await look(clerk, 'part-phone');
  await clerk.goto('/office/invoices');
  await clerk.locator('tbody a').first().click();
  const sheet = clerk.url();
  for (const deed of ['cancel', 'credit']) {
    await clerk.goto(`${sheet}/${deed}`);
    await look(clerk, `${deed}-phone`);
  }
});

story('Every paper can be looked at before one is issued, and every order has its confirmation', async () => {
  const shop = await firm({ seed: 'demo' });
  for (const [size, theme, language] of [[desk, 'light', 'de'], [phone, 'dark', 'zh']]) {
    const head = await person(shop, leader, { size, theme, language });
    await head.goto('/office/firm/papers');
    await look(head, `papers-${size.name}`);
  }
  const head = await person(shop, leader);
  await head.goto('/office/firm/papers');
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-samples-'));
  const links = await head.locator('ul.documents a').all();
  equal('four kinds in three languages', links.length, 12);
  const files = [];
  for (const link of links) {
    const href = await link.getAttribute('href');
    const answer = await head.request.get(href);
    equal(`${href} opens as PDF`, answer.headers()['content-type'].split(';')[0], 'application/pdf');
    files.push(path.join(folder, href.split('/').slice(-2).join('-')));
    writeFileSync(files.at(-1), await answer.body());
  }
  const { id, number } = await buy(await person(shop, customer));
  const clerk = await person(shop, finance);
  await clerk.goto(`/office/orders/${id}`);
  const confirmation = await clerk.request.get(await clerk.getByRole('link', { name: `Auftragsbestätigung ${number}` }).getAttribute('href'));
  equal('the confirmation opens as PDF', confirmation.headers()['content-type'].split(';')[0], 'application/pdf');
  files.push(path.join(folder, 'confirmation.pdf'));
  writeFileSync(files.at(-1), await confirmation.body());
  validate('pdfa', ...files);
});
