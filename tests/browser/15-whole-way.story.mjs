// One order goes the whole way: a visitor buys, a clerk corrects, the warehouse ships, the invoice is there.
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { axe, check, desk, download, equal, firm, fitsTheScreen, person, phone, screenshot, story, validate, visitor } from './kit.mjs';

const address = {
  'billing.name': 'Hildegard Prüfstein', 'billing.street': 'Am Sonnenfeld', 'billing.house_number': '7',
  'billing.postcode': '8010', 'billing.town': 'Graz',
};

/** A page of the way: it answers, nobody is kept out of it, it fits the screen; and a picture of it. */
async function look(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, name);
}

async function buy(page) {
  await page.goto('/product/FD-1001');
  await page.locator('input[name="quantity"]').fill('2');
  await page.getByRole('button', { name: 'In den Warenkorb' }).click();
  await page.getByRole('button', { name: 'Zur Kasse' }).click();
  await page.locator('input[name="email"]').fill('hildegard@post.example');
  for (const [name, value] of Object.entries(address)) await page.locator(`input[name="${name}"]`).fill(value);
  await page.locator('input[name="payment"][value="invoice"]').check();
  await page.locator('input[name="terms"]').check();
  await page.locator('input[name="privacy"]').check();
  await page.getByRole('button', { name: 'Zahlungspflichtig bestellen' }).click();
  await page.waitForURL(/\/order\/\d+\//);
  return (await page.locator('h1').innerText()).match(/B-\d+/)?.[0];
}

/** Fetches what a link leads to, as the same person, and keeps it as a file. */
async function fileBehind(page, href) {
  const answer = await page.request.get(href);
  equal(`${href} is there`, answer.status(), 200);
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'kontor-way-')), path.basename(new URL(answer.url()).pathname));
  writeFileSync(file, await answer.body());
  return file;
}

async function openOrder(page, number) {
  await page.goto(`/office/orders?q=${number}`);
  await page.getByRole('link', { name: number }).first().click();
  await page.waitForURL(/\/office\/orders\/\d+$/);
}

story('One order goes the whole way', async () => {
  const shop = await firm({ seed: 'demo' });

  const partner = await person(shop, 'partner@wiesenmut.example', { size: phone });
  await partner.goto('/partner');
  await look(partner, 'month');
  const sponsor = (await partner.locator('main').innerText()).match(/P-\d+/)[0];
  const ownLink = await partner.getByRole('textbox', { name: /Link zum Shop/i }).inputValue();

  const buyer = await visitor(shop, { size: desk });
  await buyer.goto(ownLink);
  await check('the visitor is told by whom she was sent', () => buyer.getByText('Ein Partner hat Sie empfohlen').isVisible());
  const number = await buy(buyer);
  const orderPage = buyer.url();

  const clerk = await person(shop, 'theresa.pointner@wiesenmut.example');
  await openOrder(clerk, number);
  await check('the order is credited to the partner', () => clerk.getByText(sponsor).first().isVisible());
  await clerk.getByRole('link', { name: 'Berichtigen' }).first().click();
  await look(clerk, 'correct');
  await clerk.locator('input[name^="quantity"]').first().fill('3');
  await clerk.getByRole('button', { name: 'Berichtigung speichern' }).click();
  await check('the correction is told', () => clerk.getByText('Die Bestellung ist berichtigt.').isVisible());
  await clerk.getByRole('link', { name: 'Fassungen vergleichen' }).click();
  await check('both versions are kept', () => clerk.getByText('Fassung 1').first().isVisible());
  await look(clerk, 'versions');
  await openOrder(clerk, number);
  const id = clerk.url().match(/\d+$/)[0];
  await look(clerk, 'order');
  await clerk.getByRole('button', { name: 'Prüfung abhaken' }).click();

  const packer = await person(shop, 'ruben.absenger@wiesenmut.example');
  await packer.goto(`/office/picking/${id}`);
  await look(packer, 'pick');
  for (const line of await packer.locator('input[name="line"]').all()) await line.check();
  await packer.getByRole('button', { name: 'Alles entnommen' }).click();
  await packer.waitForURL(/\/office\/packing\/\d+/);
  await packer.getByRole('link', { name: 'Alles in dieses Paket' }).click();
  await look(packer, 'pack');
  await packer.locator('input[name="tracking_number"]').fill('1000123456789');
  await packer.getByRole('button', { name: 'Paket schließen' }).click();
  await packer.goto(`/office/handover?order=${id}`);
  await packer.locator('input[name="parcel"]').first().check();
  await look(packer, 'hand-over');
  await packer.getByRole('button', { name: 'Ausgewählte übergeben' }).click();
  await check('the parcel has left', () => packer.getByText('Die Pakete sind übergeben.').isVisible());

  await openOrder(clerk, number);
  await look(clerk, 'shipped');
  const link = clerk.getByRole('link', { name: /^Rechnung R-/ }).first();
  const invoiceNumber = (await link.innerText()).match(/R-[\d-]+/)[0];
  const invoice = await fileBehind(clerk, await link.getAttribute('href'));
  validate('pdf_text', invoice, '--contains', invoiceNumber, '--contains', 'Hildegard Prüfstein', '--contains', number);
  await buyer.goto(orderPage);
  await check('the buyer sees where the parcel is', () => buyer.getByText('1000123456789').first().isVisible());
  await look(buyer, 'order-of-buyer');

  // The month is over: simulated, calculated, agreed to by a second person, posted, paid.
  await shop.restart({ clock: `${firstOfNextMonth()}T09:00:00` });
  const finance = await person(shop, 'sabine.krenn@wiesenmut.example');
  const second = await person(shop, 'vinzenz.lackner@wiesenmut.example');
  await finance.goto('/office/commissions');
  await look(finance, 'commissions');
  await agree(second);
  await finance.goto('/office/commissions');
  await finance.getByRole('row', { name: /freigegeben/i }).getByRole('link').first().click();
  await post(finance);

  await finance.goto('/office/commissions/new');
  await look(finance, 'new-run');
  await finance.getByRole('link', { name: 'Zuerst simulieren' }).click();
  await check('a simulation says that nothing is kept', () => finance.getByText('Nichts davon ist gespeichert').first().isVisible());
  await look(finance, 'simulation');
  await finance.goto('/office/commissions/new');
  await finance.getByRole('button', { name: 'Abrechnung eröffnen' }).click();
  await finance.getByRole('button', { name: 'Jetzt berechnen' }).click();
  await check('it is calculated', () => finance.getByText('Die Abrechnung ist berechnet.').isVisible());
  await look(finance, 'run-calculated');
  await finance.getByRole('button', { name: 'Zur Freigabe vorlegen' }).click();
  await check('who has submitted may not agree', () => finance.getByText('Freigeben muss sie jemand anderer.').first().isVisible());
  const run = finance.url();
  await agree(second);
  await finance.goto(run);
  await post(finance);
  await look(finance, 'run-posted');
  await finance.getByRole('link', { name: 'Auszahlung vorbereiten' }).first().click();
  await look(finance, 'pay');
  await finance.getByRole('button', { name: 'Auszahlung vorbereiten' }).click();
  await look(finance, 'payout');
  const payout = finance.url();
  await agree(second);
  await finance.goto(payout);
  const file = await download(finance, () => finance.getByRole('button', { name: 'Datei herunterladen (pain.001)' }).click());
  await finance.goto(payout);
  await look(finance, 'payout-fetched');
  validate('sepa', file.file);

  // The partner reads what the order has brought.
  const reader = await person(shop, 'partner@wiesenmut.example', { size: phone });
  await reader.goto('/partner/statements');
  await look(reader, 'statements');
  await reader.locator('main table').getByRole('link').first().click();
  await look(reader, 'statement');
  await check('a line of the statement names the order', turnTo(reader, number));
  const proof = shop.command('check');
  equal('everything fits together', proof.code, 0);
});

/** The first day of the month after this one, in Vienna. */
function firstOfNextMonth() {
  // Asked part by part: in which order a language writes them depends on the version of Node.
  const parts = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Vienna', year: 'numeric', month: 'numeric' }).formatToParts(new Date());
  const [year, month] = ['year', 'month'].map((wanted) => Number(parts.find(({ type }) => type === wanted).value));
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

/** Turns the pages of a list until a text stands on one of them. */
async function turnTo(page, text) {
  for (;;) {
    if (await page.getByText(text).first().isVisible()) return true;
    const next = page.getByRole('link', { name: 'Weiter' });
    if (await next.count() === 0) return false;
    await next.first().click();
    await page.waitForLoadState();
  }
}

/** The second person agrees to what waits. */
async function agree(page) {
  await page.goto('/office/approvals');
  await look(page, 'approvals');
  await page.locator('main table').getByRole('link').first().click();
  await look(page, 'approval');
  await page.getByRole('button', { name: 'Freigeben' }).click();
  await check('the second person has agreed', () => page.getByText('Sie haben freigegeben.').isVisible());
}

async function post(page) {
  await page.getByRole('link', { name: 'Verbuchen …' }).first().click();
  await look(page, 'post');
  await page.getByRole('button', { name: 'Endgültig verbuchen' }).click();
  await check('the run is posted', () => page.getByText('Die Abrechnung ist verbucht.').isVisible());
}
