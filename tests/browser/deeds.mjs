// Deeds that several stories share: a visitor buys, the warehouse ships, a bank statement is taken in.
import { check } from './kit.mjs';

const address = {
  'billing.name': 'Hildegard Prüfstein', 'billing.street': 'Am Sonnenfeld', 'billing.house_number': '7',
  'billing.postcode': '8010', 'billing.town': 'Graz',
};

/** A visitor buys one thing; gives number, id and page of the order, and what is to be paid in cents. */
export async function buy(page, { payment, email = 'hildegard@post.example' }) {
  await page.goto('/product/FD-1001');
  await page.getByRole('button', { name: 'In den Warenkorb' }).click();
  await page.getByRole('button', { name: 'Zur Kasse' }).click();
  await page.locator('input[name="email"]').fill(email);
  for (const [name, value] of Object.entries(address)) await page.locator(`input[name="${name}"]`).fill(value);
  await page.locator(`input[name="payment"][value="${payment}"]`).check();
  await page.locator('input[name="terms"]').check();
  await page.locator('input[name="privacy"]').check();
  await page.getByRole('button', { name: 'Zahlungspflichtig bestellen' }).click();
  await page.waitForURL(/\/order\/\d+\//);
  const number = (await page.locator('h1').innerText()).match(/B-\d+/)[0];
  const amounts = [...(await page.locator('main').innerText()).matchAll(/(\d+),(\d\d)\s*€/g)];
  const cents = Math.max(...amounts.map(([, euro, cent]) => Number(euro + cent)));
  return { number, id: page.url().match(/\/order\/(\d+)/)[1], cents, url: page.url() };
}

/** Takes the goods of an order off the shelf, packs them into one parcel and hands it over. */
export async function ship(page, id) {
  await page.goto(`/office/picking/${id}`);
  for (const line of await page.locator('input[name="line"]').all()) await line.check();
  await page.getByRole('button', { name: 'Alles entnommen' }).click();
  await page.waitForURL(/\/office\/packing\/\d+/);
  await page.getByRole('link', { name: 'Alles in dieses Paket' }).click();
  await page.locator('input[name="tracking_number"]').fill('1000123456789');
  await page.getByRole('button', { name: 'Paket schließen' }).click();
  await page.goto(`/office/handover?order=${id}`);
  await page.locator('input[name="parcel"]').first().check();
  await page.getByRole('button', { name: 'Ausgewählte übergeben' }).click();
  await check('the parcel has left', () => page.getByText('Die Pakete sind übergeben.').isVisible());
}

/** A camt.053 of an account with these lines: cents, name of the other side, and text. */
export function statement(name, ours, lines) {
  const entry = ({ cents, payer, text }) =>
    `<Ntry><Amt Ccy="EUR">${(cents / 100).toFixed(2)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
    '<BookgDt><Dt>2026-11-20</Dt></BookgDt><NtryDtls><TxDtls><RltdPties>' +
    `<Dbtr><Pty><Nm>${payer}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties>` +
    `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>' +
    `<GrpHdr><MsgId>${name}</MsgId></GrpHdr><Stmt><Id>${name}</Id><Acct><Id><IBAN>${ours}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
    `${lines.map(entry).join('')}</Stmt></BkToCstmrStmt></Document>`;
  return { name: `${name}.xml`, mimeType: 'text/xml', buffer: Buffer.from(xml) };
}

/** Sends a statement and takes it in. */
export async function take(page, file) {
  await page.goto('/office/bank/new');
  await page.getByLabel('Datei der Bank').setInputFiles(file);
  await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
  await check(`${file.name} is good`, () => page.getByText('Die Datei ist in Ordnung').isVisible());
  await page.getByRole('button', { name: 'Einlesen', exact: true }).click();
  await check('and is taken in', () => page.getByText('gespeichert.').first().isVisible());
}
