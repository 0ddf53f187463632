// Deeds that several stories share: somebody buys, the warehouse ships, finance collects, a bank statement is taken in.
import { check, download } from './kit.mjs';

const address = {
  'billing.name': 'Hildegard Prüfstein', 'billing.street': 'Am Sonnenfeld', 'billing.house_number': '7',
  'billing.postcode': '8010', 'billing.town': 'Graz',
};

/**
 * A visitor, or a customer who has signed in, buys one thing; gives number, id and page of the order, and what is to be
 * paid in cents.
 */
export async function buy(page, { payment, email = 'hildegard@post.example' }) {
  await page.goto('/product/FD-1001');
  await page.getByRole('button', { name: 'In den Warenkorb' }).click();
  await page.getByRole('button', { name: 'Zur Kasse' }).click();
  const unknown = page.locator('input[name="email"]');
  if (await unknown.count() && await unknown.inputValue() === '') {
    await unknown.fill(email);
    for (const [name, value] of Object.entries(address)) await page.locator(`input[name="${name}"]`).fill(value);
  }
  await page.locator(`input[name="payment"][value="${payment}"]`).check();
  for (const name of ['terms', 'privacy']) {
    const box = page.locator(`input[name="${name}"]`);
    if (await box.count()) await box.check();
  }
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

/**
 * A camt.053 of an account with these lines of one day: cents, less than nothing where money left; then name of the other
 * side and text, or the details as the bank writes them.
 */
export function statement(name, ours, lines, day = '2026-11-20') {
  const paidBy = ({ payer, text }) =>
    `<TxDtls><RltdPties><Dbtr><Pty><Nm>${payer}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id>` +
    `</DbtrAcct></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`;
  const entry = (line) =>
    `<Ntry><Amt Ccy="EUR">${(Math.abs(line.cents) / 100).toFixed(2)}</Amt>` +
    `<CdtDbtInd>${line.cents < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt>` +
    `<NtryDtls>${line.details ?? paidBy(line)}</NtryDtls></Ntry>`;
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>' +
    `<GrpHdr><MsgId>${name}</MsgId></GrpHdr><Stmt><Id>${name}</Id><Acct><Id><IBAN>${ours}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
    `${lines.map(entry).join('')}</Stmt></BkToCstmrStmt></Document>`;
  return { name: `${name}.xml`, mimeType: 'text/xml', buffer: Buffer.from(xml) };
}

/** What a bank writes beside the sum of debits that it took in together. */
export const collected = (message) => `<Btch><MsgId>${message}</MsgId><PmtInfId>${message}-1</PmtInfId></Btch>`;

/** What a bank writes beside a debit that goes back, with the code of its reason. */
export const wentBack = (name, code) =>
  `<TxDtls><Refs><EndToEndId>${name}</EndToEndId></Refs><RtrInf><Rsn><Cd>${code}</Cd></Rsn></RtrInf></TxDtls>`;

/** Puts everything that is due by a day into a collection, has somebody else agree, and fetches the file. */
export async function collect(clerk, second, through) {
  await clerk.goto('/office/collections/new');
  await clerk.locator('input[name="through"]').first().fill(through);
  await clerk.getByRole('button', { name: 'Anzeigen', exact: true }).click();
  await clerk.getByRole('button', { name: 'Zur Freigabe geben' }).click();
  await check('it waits for a second person', () => clerk.getByText('Eine zweite Person muss zustimmen.').isVisible());
  const sheet = clerk.url();
  await second.goto(sheet);
  await second.getByRole('link', { name: 'Zur Freigabe' }).click();
  await second.getByRole('button', { name: 'Freigeben', exact: true }).click();
  await clerk.goto(sheet);
  const file = await download(clerk, () => clerk.getByRole('button', { name: 'Datei holen' }).click());
  const xml = file.data.toString('utf8');
  const cents = (text) => Math.round(Number(text) * 100);
  return {
    sheet,
    file: file.file,
    sum: cents(xml.match(/<CtrlSum>([\d.]+)</)[1]),
    message: xml.match(/<MsgId>([^<]+)</)[1],
    name: xml.match(/<EndToEndId>([^<]+)</)[1],
    amount: cents(xml.match(/<InstdAmt Ccy="EUR">([\d.]+)</)[1]),
  };
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
