// A prepayment comes with a bank statement: matched with its reasons, posted by one key, and its order can be picked.
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story, visitor } from './kit.mjs';

const finance = 'sabine.krenn@wiesenmut.example';
const ours = 'AT622081509990000017';
const address = {
  'billing.name': 'Hildegard Prüfstein', 'billing.street': 'Am Sonnenfeld', 'billing.house_number': '7',
  'billing.postcode': '8010', 'billing.town': 'Graz',
};

/** Buys and pays before delivery; gives the number of the order, its id and what is to be paid. */
async function buy(page) {
  await page.goto('/product/FD-1001');
  await page.getByRole('button', { name: 'In den Warenkorb' }).click();
  await page.getByRole('button', { name: 'Zur Kasse' }).click();
  await page.locator('input[name="email"]').fill('hildegard@post.example');
  for (const [name, value] of Object.entries(address)) await page.locator(`input[name="${name}"]`).fill(value);
  await page.locator('input[name="payment"][value="prepayment"]').check();
  await page.locator('input[name="terms"]').check();
  await page.locator('input[name="privacy"]').check();
  await page.getByRole('button', { name: 'Zahlungspflichtig bestellen' }).click();
  await page.waitForURL(/\/order\/\d+\//);
  const number = (await page.locator('h1').innerText()).match(/B-\d+/)[0];
  const amounts = [...(await page.locator('main').innerText()).matchAll(/(\d+),(\d\d)\s*€/g)];
  return { number, id: page.url().match(/\/order\/(\d+)/)[1], cents: Math.max(...amounts.map(([, euro, cent]) => Number(euro + cent))) };
}

function statement(name, lines) {
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
async function take(page, file) {
  await page.goto('/office/bank/new');
  await page.getByLabel('Datei der Bank').setInputFiles(file);
  await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
  await check(`${file.name} is good`, () => page.getByText('Die Datei ist in Ordnung').isVisible());
  await page.getByRole('button', { name: 'Einlesen', exact: true }).click();
  await check('and is taken in', () => page.getByText('gespeichert.').first().isVisible());
}

async function look(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, name);
}

story('A prepayment of a bank statement finds its order, and the order can be picked', async () => {
  const shop = await firm({ seed: 'demo' });
  const buyer = await visitor(shop, { size: desk });
  const { number, id, cents } = await buy(buyer);
  const checker = await person(shop, 'theresa.pointner@wiesenmut.example');
  await checker.goto(`/office/orders/${id}`);
  await checker.getByRole('button', { name: 'Prüfung abhaken' }).click();
  const packer = await person(shop, 'ruben.absenger@wiesenmut.example');
  await packer.goto('/office/picking');
  equal('nobody picks what is not paid', await packer.getByText(number).count(), 0);

  const clerk = await person(shop, finance, { size: desk });
  await take(clerk, statement('AUSZUG-1', [
    { cents, payer: 'Hildegard Prüfstein', text: `Bestellung ${number}` },
    { cents: 1, payer: 'Niemand', text: 'ohne Worte' },
  ]));
  await clerk.goto('/office/bank/match');
  await check('two lines wait', () => clerk.getByText('2 Buchungen warten').isVisible());
  await check('the reason is told', () => clerk.getByText('Die ganze Nummer steht im Text.').isVisible());
  await look(clerk, 'suggested');
  await clerk.keyboard.press('p');
  await check('one key posts it', () => clerk.getByText('Die Zahlung ist gebucht.').isVisible());
  await check('of the other nothing is known', () => clerk.getByText('Es gibt keinen Vorschlag').isVisible());
  await look(clerk, 'nothing-known');
  await clerk.keyboard.press('l');
  await check('another key puts it off', () => clerk.getByText('steht jetzt am Ende').isVisible());
  await packer.goto('/office/picking');
  await check('the paid order can be picked', () => packer.getByText(number).first().isVisible());
  equal('everything holds together', shop.command('check').code, 0);
});

story('On a phone, in the dark and without JavaScript a line is matched as well', async () => {
  const shop = await firm({ seed: 'demo' });
  const { number, cents } = await buy(await visitor(shop, { size: desk }));
  const clerk = await person(shop, finance, { size: desk });
  await take(clerk, statement('AUSZUG-1', [{ cents, payer: 'Die Tante', text: 'mit Gruß' }]));
  const small = await person(shop, finance, { size: phone, theme: 'dark', javaScript: false });
  await small.goto('/office/bank/match');
  await small.getByLabel('Nummer, Name oder Betrag').fill(number);
  await small.getByRole('button', { name: 'Anzeigen' }).click();
  await screenshot(small, 'searched-phone');
  await small.getByRole('button', { name: 'Hierher buchen' }).first().click();
  await check('it is posted', () => small.getByText('Die Zahlung ist gebucht.').isVisible());
  await check('and nothing waits', () => small.getByText('Alles ist zugeordnet.').isVisible());
  equal('everything holds together', shop.command('check').code, 0);
});
