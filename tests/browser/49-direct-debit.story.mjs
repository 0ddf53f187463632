// A customer signs a mandate, finance collects with a second person's consent, the money comes and goes back again.
import { buy, collected, ship, statement, take, wentBack } from './deeds.mjs';
import {
  axe, check, desk, download, equal, firm, fitsTheScreen, person, phone, screenshot, story, validate,
} from './kit.mjs';

const ours = 'AT622081509990000017';
const finance = 'sabine.krenn@wiesenmut.example';
const second = 'vinzenz.lackner@wiesenmut.example';
const customer = 'kundin@wiesenmut.example';

const cents = (text) => Math.round(Number(text) * 100);

async function look(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, name);
}

story('A mandate is signed, a debit is collected, and comes back', async () => {
  const shop = await firm({ seed: 'demo' });
  const buyer = await person(shop, customer, { size: phone });
  const { number, id } = await buy(buyer, { payment: 'invoice' });
  const checker = await person(shop, 'theresa.pointner@wiesenmut.example');
  await checker.goto(`/office/orders/${id}`);
  await checker.getByRole('button', { name: 'Prüfung abhaken' }).click();
  await ship(await person(shop, 'ruben.absenger@wiesenmut.example'), id);

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

  await take(clerk, statement('EINGANG-1', ours, [{ cents: cents(sum), details: collected(message) }]));
  await clerk.goto('/office/bank/match');
  await clerk.keyboard.press('p');
  await check('one key posts the debits', () => clerk.getByText('Die Zahlung ist gebucht.').isVisible());
  await clerk.goto(sheet);
  await check('the money has come', () => clerk.getByText('eingegangen').first().isVisible());

  await take(clerk, statement('RUECKGABE-1', ours, [{ cents: -cents(amount) - 350, details: wentBack(name, 'AC04') }]));
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
