// A prepayment comes with a bank statement: matched with its reasons, posted by one key, and its order can be picked.
import { buy, statement, take } from './deeds.mjs';
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story, visitor } from './kit.mjs';

const finance = 'sabine.krenn@wiesenmut.example';
const ours = 'AT622081509990000017';

async function look(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, name);
}

story('A prepayment of a bank statement finds its order, and the order can be picked', async () => {
  const shop = await firm({ seed: 'demo' });
  const buyer = await visitor(shop, { size: desk });
  const { number, id, cents } = await buy(buyer, { payment: 'prepayment' });
  const checker = await person(shop, 'theresa.pointner@wiesenmut.example');
  await checker.goto(`/office/orders/${id}`);
  await checker.getByRole('button', { name: 'Prüfung abhaken' }).click();
  const packer = await person(shop, 'ruben.absenger@wiesenmut.example');
  await packer.goto('/office/picking');
  equal('nobody picks what is not paid', await packer.getByText(number).count(), 0);

  const clerk = await person(shop, finance, { size: desk });
  await take(clerk, statement('AUSZUG-1', ours, [
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
  const { number, cents } = await buy(await visitor(shop, { size: desk }), { payment: 'prepayment' });
  const clerk = await person(shop, finance, { size: desk });
  await take(clerk, statement('AUSZUG-1', ours, [{ cents, payer: 'Die Tante', text: 'mit Gruß' }]));
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
