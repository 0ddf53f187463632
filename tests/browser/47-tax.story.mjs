// A firm in Germany buys without VAT once its number was checked, and its order says why; without script and on a phone too.
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story } from './kit.mjs';

const clerk = 'theresa.pointner@wiesenmut.example';
const administrator = 'kilian.haferkamp@wiesenmut.example';
const sentence = 'Steuerfreie innergemeinschaftliche Lieferung';

/** Fills fields by their names. */
async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="${name}"]`).first();
    if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Orders two of the first article for a customer, looks at the price, and places the order. */
async function order(page, customer) {
  await page.goto(`/office/orders/new?for=${customer}`);
  await fill(page, { 'new_product.0': 'FD-1403', 'new_quantity.0': '2' });
  await page.locator('input[name="payment"]').first().check();
  await page.getByRole('button', { name: 'Preise zeigen' }).click();
  await check('the price is shown', () => page.getByText('Zu zahlen:').isVisible());
  await page.getByRole('button', { name: 'Bestellung aufgeben' }).click();
  await check('the order is placed', () => /\/office\/orders\/\d+$/.test(page.url()));
}

story('A firm abroad buys without VAT when its number was checked, not before', async () => {
  const office = await firm({ seed: 'demo' });
  const page = await person(office, clerk, { size: desk });
  await page.goto('/office/customers/new');
  await page.locator('input[name="kind"][value="company"]').check();
  await fill(page, {
    company: 'Bio am Viktualienmarkt GmbH', last_name: 'Brandl', email: 'einkauf@bio-brandl.example', vat_id: 'DE136695976',
    'address.name': 'Bio am Viktualienmarkt GmbH', 'address.street': 'Frauenstraße', 'address.house_number': '9',
    'address.postcode': '80469', 'address.town': 'München', 'address.country': 'DE',
  });
  await page.getByRole('button', { name: 'Speichern' }).click();
  await check('the customer is there, with a number that nobody has checked', () => page.getByText('noch nicht geprüft').isVisible());
  const customer = page.url().match(/customers\/(\d+)/)[1];

  await order(page, customer);
  equal('its first order bears tax', await page.getByText(sentence).count(), 0);

  await page.goto(`/office/customers/${customer}/vat`);
  await page.getByRole('button', { name: 'Als gültig vermerken' }).click();
  await check('without the answer nothing is noted', () => page.getByRole('alert').isVisible());
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, 'vat-check');
  await fill(page, { answer: 'MIAS, Bestätigung 4711' });
  await page.getByRole('button', { name: 'Als gültig vermerken' }).click();
  await check('the sheet says when it was checked', () => page.getByText(/geprüft am/).isVisible());
  await axe(page);
  await screenshot(page, 'customer-checked');

  await order(page, customer);
  await check('its second order says why there is no tax', () => page.getByText(sentence).isVisible());
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, 'order-without-tax');
});

story('The firm says how it is taxed, on a phone, in the dark and without JavaScript', async () => {
  const office = await firm({ seed: 'demo' });
  const page = await person(office, administrator, { size: phone, theme: 'dark', language: 'de', javaScript: false });
  await page.goto('/office/firm/tax');
  await fill(page, { small_until: '2026-12-31' });
  await page.getByRole('button', { name: 'Speichern' }).click();
  await check('an end without a beginning is refused', () => page.getByRole('alert').isVisible());
  equal('what was typed stays', await page.locator('[name="small_until"]').inputValue(), '2026-12-31');
  await screenshot(page, 'tax-refused');
  await fill(page, { small_until: '' });
  await page.locator('input[name="abroad"][value="own"]').check();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await check('it is saved', () => page.getByText('Gespeichert. Es gilt ab sofort.').isVisible());
  await check('and stays', () => page.locator('input[name="abroad"][value="own"]').isChecked());

  const head = await person(office, administrator, { size: desk, language: 'zh' });
  await head.goto('/office/firm/tax');
  await axe(head);
  await fitsTheScreen(head);
  await screenshot(head, 'tax-zh');
});
