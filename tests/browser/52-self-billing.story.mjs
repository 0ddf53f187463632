// Finance writes a self-billing credit note for a partner; the partner objects, it is corrected, and the books agree.
import {
  axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story, validate,
} from './kit.mjs';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const finance = 'sabine.krenn@wiesenmut.example';
const member = 'partner@wiesenmut.example';

async function look(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, `${name}-${page.viewportSize().width}`);
}

/** Says how the partner stands to VAT, long enough ago that it holds for settled months. */
async function tell(page, { status, vat = '', number = '' }) {
  await page.goto('/partner/tax');
  await page.locator(`input[name="status"][value="${status}"]`).check();
  await page.locator('input[name="vat_id"]').fill(vat);
  await page.locator('input[name="tax_number"]').fill(number);
  await page.locator('input[name="from"]').fill('2025-01-01');
  await page.locator('input[name="agrees"]').check();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await check(`${status} is told`, () => page.getByText('Gespeichert.').first().isVisible());
}

/** The newest statement of the partner. */
async function statement(page) {
  await page.goto('/partner/statements');
  await page.locator('main table').getByRole('link').first().click();
}

story('A partner objects to a self-billing credit note, and it is corrected', async () => {
  const shop = await firm({ seed: 'demo' });
  const verena = await person(shop, member, { size: phone });
  await statement(verena);
  await check('without a word on VAT there is none', () => verena.getByText('gibt es keine Gutschrift').isVisible());
  await look(verena, 'no-document');
  await tell(verena, { status: 'regular', vat: 'ATU00000024' });
  await look(verena, 'tax-status');

  const sabine = await person(shop, finance, { size: desk });
  await sabine.goto('/office/commissions/self-billing');
  await look(sabine, 'without-documents');
  await sabine.getByRole('button', { name: 'Gutschrift ausstellen' }).first().click();
  await check('finance writes it', () => sabine.getByText('Die Gutschrift ist ausgestellt.').isVisible());
  await check('it has its number', () => sabine.getByText(/SB-\d{4}-00001/).first().isVisible());
  await look(sabine, 'documents');

  await statement(verena);
  const row = verena.locator('tr', { hasText: /SB-\d{4}-00001/ });
  await check('the partner sees it', () => row.getByText('Gilt').isVisible());
  await look(verena, 'statement-with-document');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kontor-self-billed-'));
  const paper = await (await verena.request.get(await row.getByRole('link', { name: 'PDF' }).getAttribute('href'))).body();
  const file = path.join(folder, 'self-billed.pdf');
  writeFileSync(file, paper);
  validate('pdfa', file);
  validate('einvoice', file);
  const data = await (await verena.request.get(await row.getByRole('link', { name: 'XML' }).getAttribute('href'))).text();
  await check('its data say that it is self-billed', () => data.includes('<ram:TypeCode>389</ram:TypeCode>'));

  await verena.getByRole('link', { name: 'Gutschrift widersprechen' }).click();
  await look(verena, 'object');
  await verena.getByRole('button', { name: 'Widersprechen', exact: true }).click();
  await check('without a reason nobody objects', () => verena.getByRole('alert').first().isVisible());
  await verena.locator('textarea[name="text"]').fill('Ich bin Kleinunternehmerin.');
  await verena.getByRole('button', { name: 'Widersprechen', exact: true }).click();
  await check('the objection has arrived', () => verena.getByText('Ihr Widerspruch ist angekommen.').isVisible());
  await check('it is no invoice any more', () => verena.getByText('gilt nicht mehr als Rechnung').first().isVisible());
  await look(verena, 'objected');
  equal('the books agree with a document without effect', shop.command('check').code, 0);
  await tell(verena, { status: 'small_business', number: '91 456/7890' });

  await sabine.goto('/office/cases?template=objection');
  await check('finance has a case', () => sabine.getByText(/E-\d{4}/).first().isVisible());
  await sabine.goto('/office/commissions/self-billing');
  await sabine.getByRole('link', { name: 'Einspruch ansehen' }).first().click();
  await look(sabine, 'objection');
  await sabine.locator('input[name="verdict"][value="accepted"]').check();
  await sabine.locator('textarea[name="text"]').fill('Stimmt, Sie bekommen eine neue.');
  await sabine.getByRole('button', { name: 'Antwort senden' }).click();
  await check('it is taken back by another document', () => sabine.getByText(/SB-\d{4}-00002/).first().isVisible());
  await check('and written anew', () => sabine.getByText(/SB-\d{4}-00003/).first().isVisible());
  await look(sabine, 'corrected');

  await statement(verena);
  await check('the partner sees all three', async () => (await verena.locator('tr', { hasText: /SB-\d{4}-\d{5}/ }).count()) === 3);
  await check('the last one holds', () => verena.locator('tr', { hasText: /SB-\d{4}-00003/ }).getByText('Gilt').isVisible());
  await look(verena, 'statement-corrected');
  equal('everything holds together', shop.command('check').code, 0);
});

story('On a phone, in the dark and without JavaScript the documents are there as well', async () => {
  const shop = await firm({ seed: 'demo' });
  const clerk = await person(shop, finance, { size: phone, theme: 'dark', javaScript: false });
  await clerk.goto('/office/commissions/self-billing');
  await screenshot(clerk, 'without-documents-phone');
  await check('whoever has none is named, with the reason', () => clerk.getByText('Der Steuerstatus fehlt').first().isVisible());
});
