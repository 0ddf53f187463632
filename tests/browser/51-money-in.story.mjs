// A prepayment comes with a bank statement: its order is free, leaves the house, and its invoice is mailed.
import { buy, ship, statement, take } from './deeds.mjs';
import { check, desk, equal, firm, person, screenshot, story, visitor } from './kit.mjs';
import { letterBox } from './letters.mjs';

const ours = 'AT622081509990000017';

story('A prepayment arrives, the order leaves, and the invoice is mailed', async () => {
  const shop = await firm({ seed: 'demo' });
  const letters = await letterBox(await person(shop, 'kilian.haferkamp@wiesenmut.example'));
  const buyer = await visitor(shop, { size: desk });
  const { number, id, cents, url } = await buy(buyer, { payment: 'prepayment' });
  const checker = await person(shop, 'theresa.pointner@wiesenmut.example');
  await checker.goto(`/office/orders/${id}`);
  await checker.getByRole('button', { name: 'Prüfung abhaken' }).click();
  const packer = await person(shop, 'ruben.absenger@wiesenmut.example');
  await packer.goto('/office/picking');
  equal('nobody picks what is not paid', await packer.getByText(number).count(), 0);

  const clerk = await person(shop, 'sabine.krenn@wiesenmut.example', { size: desk });
  await take(clerk, statement('AUSZUG-51', ours, [{ cents, payer: 'Hildegard Prüfstein', text: `Bestellung ${number}` }]));
  await clerk.goto('/office/bank/match');
  await check('the reason is told', () => clerk.getByText('Die ganze Nummer steht im Text.').isVisible());
  await clerk.keyboard.press('p');
  await check('the money is posted', () => clerk.getByText('Die Zahlung ist gebucht.').isVisible());
  await ship(packer, id);

  const invoice = await letters.linkTo('hildegard@post.example', /R-\d{4}-\d{5}/);
  await checker.goto(`/office/orders/${id}`);
  await check('the mailed invoice is that of the order', () => checker.getByText(invoice).first().isVisible());
  await clerk.goto(`/office/invoices?q=${invoice}`);
  await check('and it is paid', () => clerk.getByText('Bezahlt', { exact: false }).first().isVisible());
  await screenshot(clerk, 'invoice-paid');
  await buyer.goto(url);
  await check('the buyer sees where the parcel is', () => buyer.getByText('1000123456789').first().isVisible());
  equal('everything holds together', shop.command('check').code, 0);
  letters.stop();
});
