// A debit comes back from the bank: the invoice is open again, finance has a case, and the customer is reminded.
import { buy, collect, collected, ship, statement, take, wentBack } from './deeds.mjs';
import { axe, check, desk, equal, firm, person, screenshot, story } from './kit.mjs';

const ours = 'AT622081509990000017';
const finance = 'sabine.krenn@wiesenmut.example';
const second = 'vinzenz.lackner@wiesenmut.example';

story('A debit comes back, and the customer is reminded', async () => {
  const shop = await firm({ seed: 'demo', clock: '2026-11-20T09:00:00' });
  const buyer = await person(shop, 'kundin@wiesenmut.example', { size: desk });
  const { number, id } = await buy(buyer, { payment: 'invoice' });
  const checker = await person(shop, 'theresa.pointner@wiesenmut.example');
  await checker.goto(`/office/orders/${id}`);
  await checker.getByRole('button', { name: 'Prüfung abhaken' }).click();
  await ship(await person(shop, 'ruben.absenger@wiesenmut.example'), id);
  await buyer.goto('/account/mandates');
  await buyer.locator('input[name="iban"]').fill('AT61 1904 3002 3457 3201');
  await buyer.locator('input[name="agreed"]').check();
  await buyer.getByRole('button', { name: 'Mandat erteilen' }).click();
  await check('the mandate is signed', () => buyer.getByText('Danke, das Mandat ist erteilt.').isVisible());

  const clerk = await person(shop, finance, { size: desk });
  const debits = await collect(clerk, await person(shop, second), '2026-12-31');
  await take(clerk, statement('EINGANG-54', ours, [{ cents: debits.sum, details: collected(debits.message) }]));
  await clerk.goto('/office/bank/match');
  await clerk.keyboard.press('p');
  await check('the debits are posted', () => clerk.getByText('Die Zahlung ist gebucht.').isVisible());
  await clerk.goto(`/office/orders/${id}`);
  const invoice = (await clerk.locator('main').innerText()).match(/R-\d{4}-\d{5}/)[0];
  await check('the order is paid', () => clerk.getByText('Bezahlt', { exact: false }).first().isVisible());

  // Three days later the bank takes it back, with 4.20 for its trouble.
  await shop.stop();
  await shop.start({ clock: '2026-12-10T09:00:00' });
  const keeper = await person(shop, finance, { size: desk });
  const back = [{ cents: -debits.amount - 420, details: wentBack(debits.name, 'AM04') }];
  await take(keeper, statement('RUECKGABE-54', ours, back, '2026-12-09'));
  await keeper.goto(debits.sheet);
  await check('it came back, with its charge', () => keeper.getByText('AM04 · Bankspesen 4,20').first().isVisible());
  await keeper.goto('/office/cases?template=returned_debit');
  await check('finance has a case', () => keeper.getByText(number).first().isVisible());

  // A month after it was due nobody has paid.
  await shop.stop();
  await shop.start({ clock: '2027-01-15T09:00:00' });
  const later = await person(shop, finance, { size: desk });
  await later.goto(`/office/reminders?q=${encodeURIComponent('Apfelbeck')}`);
  const row = later.locator('tbody tr', { hasText: 'Apfelbeck' }).first();
  await row.getByRole('link').first().click();
  await axe(later);
  await check('the letter is about that invoice', () => later.getByText(invoice).first().isVisible());
  await screenshot(later, 'letter');
  await later.goto('/office/reminders');
  await later.getByRole('button', { name: 'Ausgewählte versenden' }).click();
  await check('the reminder is sent', () => later.getByText('gehen jetzt hinaus').isVisible());
  await later.goto(`/office/orders/${id}`);
  await check('the order tells of it', () => later.getByText(/M-2027-\d{5}/).first().isVisible());
  equal('everything holds together', shop.command('check').code, 0);
});
