// A customer signs a mandate, finance collects with a second person's consent, the money comes and goes back again.
import {
  axe, check, desk, download, equal, firm, fitsTheScreen, person, phone, screenshot, story, validate,
} from './kit.mjs';

const ours = 'AT622081509990000017';
const finance = 'sabine.krenn@wiesenmut.example';
const second = 'vinzenz.lackner@wiesenmut.example';
const customer = 'kundin@wiesenmut.example';

async function look(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, name);
}

/** Buys on account; gives the number and the id of the order. */
async function buy(page) {
  await page.goto('/product/FD-1001');
  await page.getByRole('button', { name: 'In den Warenkorb' }).click();
  await page.getByRole('button', { name: 'Zur Kasse' }).click();
  await page.locator('input[name="payment"][value="invoice"]').check();
  for (const name of ['terms', 'privacy']) {
    const box = page.locator(`input[name="${name}"]`);
    if (await box.count()) await box.check();
  }
  await page.getByRole('button', { name: 'Zahlungspflichtig bestellen' }).click();
  await page.waitForURL(/\/order\/\d+\//);
  return { number: (await page.locator('h1').innerText()).match(/B-\d+/)[0], id: page.url().match(/\/order\/(\d+)/)[1] };
}

/** Checked, picked, packed and handed over: from then on there is an invoice. */
async function ship(shop, id) {
  const clerk = await person(shop, 'theresa.pointner@wiesenmut.example');
  await clerk.goto(`/office/orders/${id}`);
  await clerk.getByRole('button', { name: 'Prüfung abhaken' }).click();
  const packer = await person(shop, 'ruben.absenger@wiesenmut.example');
  await packer.goto(`/office/picking/${id}`);
  for (const line of await packer.locator('input[name="line"]').all()) await line.check();
  await packer.getByRole('button', { name: 'Alles entnommen' }).click();
  await packer.waitForURL(/\/office\/packing\/\d+/);
  await packer.getByRole('link', { name: 'Alles in dieses Paket' }).click();
  await packer.locator('input[name="tracking_number"]').fill('1000123456789');
  await packer.getByRole('button', { name: 'Paket schließen' }).click();
  await packer.goto(`/office/handover?order=${id}`);
  await packer.locator('input[name="parcel"]').first().check();
  await packer.getByRole('button', { name: 'Ausgewählte übergeben' }).click();
  await check('the parcel has left', () => packer.getByText('Die Pakete sind übergeben.').isVisible());
}

/** A camt.053 of one entry. */
function statement(name, amount, direction, details) {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>' +
    `<GrpHdr><MsgId>${name}</MsgId></GrpHdr><Stmt><Id>${name}</Id><Acct><Id><IBAN>${ours}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
    `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
    `<BookgDt><Dt>2026-11-20</Dt></BookgDt><NtryDtls>${details}</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;
  return { name: `${name}.xml`, mimeType: 'text/xml', buffer: Buffer.from(xml) };
}

async function take(page, file) {
  await page.goto('/office/bank/new');
  await page.getByLabel('Datei der Bank').setInputFiles(file);
  await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
  await check(`${file.name} is good`, () => page.getByText('Die Datei ist in Ordnung').isVisible());
  await page.getByRole('button', { name: 'Einlesen', exact: true }).click();
  await check('and is taken in', () => page.getByText('gespeichert.').first().isVisible());
}

story('A mandate is signed, a debit is collected, and comes back', async () => {
  const shop = await firm({ seed: 'demo' });
  const buyer = await person(shop, customer, { size: phone });
  const { number, id } = await buy(buyer);
  await ship(shop, id);

  await buyer.goto('/account/mandates');
  await look(buyer, 'mandate-to-sign');
  await buyer.locator('input[name="iban"]').fill('AT61 1904 3002 3457 3202');
  await buyer.locator('input[name="agreed"]').check();
  await buyer.getByRole('button', { name: 'Mandat erteilen' }).click();
  await check('wrong check digits are told', () => buyer.getByText('Diese IBAN stimmt nicht').first().isVisible());
  await look(buyer, 'mandate-refused');
  await buyer.locator('input[name="iban"]').fill('AT61 1904 3002 3457 3201');
  await buyer.locator('input[name="agreed"]').check();
  await buyer.getByRole('button', { name: 'Mandat erteilen' }).click();
  await check('the mandate is signed', () => buyer.getByText('Danke, das Mandat ist erteilt.').isVisible());
  await look(buyer, 'mandate-signed');

  const clerk = await person(shop, finance, { size: desk });
  await clerk.goto('/office/mandates');
  await look(clerk, 'mandates');
  await clerk.getByRole('link', { name: /Apfelbeck/ }).first().click();
  await look(clerk, 'mandate');
  await clerk.goto('/office/collections/new');
  const through = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await clerk.locator('input[name="through"]').first().fill(through);
  await clerk.getByRole('button', { name: 'Anzeigen', exact: true }).click();
  await look(clerk, 'collection-planned');
  await clerk.getByRole('button', { name: 'Zur Freigabe geben' }).click();
  await check('it waits for a second person', () => clerk.getByText('Eine zweite Person muss zustimmen.').isVisible());
  await look(clerk, 'collection-waiting');
  const sheet = clerk.url();

  const other = await person(shop, second, { size: desk });
  await other.goto(sheet);
  await other.getByRole('link', { name: 'Zur Freigabe' }).click();
  await look(other, 'approval');
  await other.getByRole('button', { name: 'Freigeben', exact: true }).click();
  await clerk.goto(sheet);
  await check('the customers are told', () => clerk.getByText('Die Kunden sind informiert.').isVisible());
  await look(clerk, 'collection-approved');
  const file = await download(clerk, () => clerk.getByRole('button', { name: 'Datei holen' }).click());
  validate('sepa', file.file);
  const xml = file.data.toString('utf8');
  const sum = xml.match(/<CtrlSum>([\d.]+)</)[1];
  const message = xml.match(/<MsgId>([^<]+)</)[1];
  const name = xml.match(/<EndToEndId>([^<]+)</)[1];
  const amount = xml.match(/<InstdAmt Ccy="EUR">([\d.]+)</)[1];

  await take(clerk, statement('EINGANG-1', sum, 'CRDT', `<Btch><MsgId>${message}</MsgId><PmtInfId>${message}-1</PmtInfId></Btch>`));
  await clerk.goto('/office/bank/match');
  await clerk.keyboard.press('p');
  await check('one key posts the debits', () => clerk.getByText('Die Zahlung ist gebucht.').isVisible());
  await clerk.goto(sheet);
  await check('the money has come', () => clerk.getByText('eingegangen').first().isVisible());

  const cents = Math.round(Number(amount) * 100) + 350;
  const back = `<TxDtls><Refs><EndToEndId>${name}</EndToEndId></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>`;
  await take(clerk, statement('RUECKGABE-1', (cents / 100).toFixed(2), 'DBIT', back));
  await clerk.goto(sheet);
  await check('it came back, with its charge', () => clerk.getByText('AC04 · Bankspesen 3,50').first().isVisible());
  await look(clerk, 'collection-returned');
  await clerk.goto('/office/cases?template=returned_debit');
  await check('finance has a case', () => clerk.getByText(number).first().isVisible());
  await buyer.goto('/account/mandates');
  await check('the mandate is suspended', () => buyer.getByText('ausgesetzt').first().isVisible());
  equal('everything holds together', shop.command('check').code, 0);
});

story('On a phone, in the dark and without JavaScript a mandate of paper is entered as well', async () => {
  const shop = await firm({ seed: 'demo' });
  const clerk = await person(shop, finance, { size: phone, theme: 'dark', javaScript: false });
  await clerk.goto('/office/mandates/new');
  await screenshot(clerk, 'from-paper-phone');
  await clerk.locator('form[method="post"] input[name="customer"]').fill('K-99999');
  await clerk.getByRole('button', { name: 'Mandat aufnehmen' }).click();
  await check('an unknown customer is told', () => clerk.getByText('gibt es nicht').first().isVisible());
  await clerk.goto('/office/collections');
  await screenshot(clerk, 'collections-phone');
  await clerk.goto('/office/collections/settings');
  await screenshot(clerk, 'settings-phone');
});
