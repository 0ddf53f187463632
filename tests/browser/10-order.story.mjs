// An order begins its way: somebody buys as a guest, and the office finds it on its screens.
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story, visitor } from './kit.mjs';

const address = {
  'billing.name': 'Hildegard Prüfstein', 'billing.street': 'Am Sonnenfeld', 'billing.house_number': '7',
  'billing.postcode': '8010', 'billing.town': 'Graz',
};

async function buy(page, { email, add, checkout, order }) {
  equal('the product is there', (await page.goto('/product/FD-1001')).status(), 200);
  await axe(page);
  await page.locator('input[name="quantity"]').fill('2');
  await page.getByRole('button', { name: add }).click();
  await check('the cart shows what was put in', () => page.locator('main').getByRole('link').first().isVisible());
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, `cart-${page.look ?? email}`);
  await page.getByRole('button', { name: checkout }).click();
  await axe(page);
  await page.locator('input[name="email"]').fill(email);
  for (const [name, value] of Object.entries(address)) await page.locator(`input[name="${name}"]`).fill(value);
  await page.locator('input[name="terms"]').check();
  await page.locator('input[name="privacy"]').check();
  await screenshot(page, `checkout-${page.look ?? email}`);
  await page.getByRole('button', { name: order }).click();
  await page.waitForURL(/\/order\/\d+\//);
  await axe(page);
  await fitsTheScreen(page);
  const number = (await page.locator('h1').innerText()).match(/B-\d+/)?.[0];
  await check('the order has a number', () => Boolean(number));
  return number;
}

story('Somebody buys as a guest, and the office finds the order', async () => {
  const shop = await firm({ seed: 'demo' });
  const page = await visitor(shop, { size: desk });
  const number = await buy(page, {
    email: 'hildegard@post.example', add: 'In den Warenkorb', checkout: 'Zur Kasse', order: 'Zahlungspflichtig bestellen',
  });
  const clerk = await person(shop, 'theresa.pointner@wiesenmut.example');
  equal('the desk is there', (await clerk.goto('/office')).status(), 200);
  await axe(clerk);
  await screenshot(clerk, 'desk');
  equal('the list of orders is there', (await clerk.goto('/office/orders')).status(), 200);
  await check('the new order stands on it', () => clerk.getByText(number).first().isVisible());
  await axe(clerk);
  await screenshot(clerk, 'orders');
  await clerk.getByText(number).first().click();
  await check('its sheet names the buyer', () => clerk.getByText('Hildegard Prüfstein').first().isVisible());
  await axe(clerk);
  await screenshot(clerk, 'order-sheet');
  const proof = shop.command('journal', 'verify');
  equal('the journal proves itself while the firm works', proof.code, 0);
});

story('The same in Chinese on a phone', async () => {
  const shop = await firm({ seed: 'demo' });
  const page = await visitor(shop, { language: 'zh', size: phone });
  await buy(page, { email: 'lin@post.example', add: '加入购物车', checkout: '去结算', order: '确认订单并付款' });
});
