// The life of a month: simulated, agreed to, posted; goods come back in the next month and take back what they brought;
// the statement says why, the extract of the books has it all, and a changed plan is tried out beside the books.
import { axe, check, download, equal, firm, fitsTheScreen, person, phone, screenshot, story } from './kit.mjs';

const finance = 'sabine.krenn@wiesenmut.example';
const management = 'magdalena.ehrenreiter@wiesenmut.example';
const clerk = 'theresa.pointner@wiesenmut.example';
const member = 'partner@wiesenmut.example';

async function look(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, `${name}-${page.viewportSize().width}`);
}

/** "1.234,56 €" as cents. */
function cents(text) {
  const [, sign, whole, part] = text.match(/([-−]?)\s*([\d.]+),(\d\d)/);
  return Number(`${whole.replaceAll('.', '')}${part}`) * (sign ? -1 : 1);
}

/** The number of an order that stands on a statement with pay for it. */
async function orderOf(page) {
  const rows = await page.locator('main table tbody tr').allInnerTexts();
  const paid = rows.find((row) => /B-\d+/.test(row) && !/[-−][\d.]+,\d\d/.test(row));
  return paid?.match(/B-\d+/)[0];
}

story('A month is posted, goods come back in the next, and a changed plan is tried out', async () => {
  const office = await firm({ seed: 'demo' });
  const sabine = await person(office, finance);
  const magdalena = await person(office, management);

  await sabine.goto('/office/commissions');
  await sabine.getByRole('link', { name: 'Simulation ansehen' }).first().click();
  await check('the running month is simulated', () => sabine.getByText('Nichts davon ist gespeichert').first().isVisible());
  await look(sabine, 'simulated');
  await magdalena.goto('/office/approvals');
  await magdalena.locator('main tbody a', { hasText: /L-\d+/ }).first().click();
  await magdalena.getByRole('button', { name: 'Freigeben' }).click();
  await check('somebody else agrees', () => magdalena.getByText('Sie haben freigegeben.').isVisible());
  await sabine.goto('/office/commissions?state=approved');
  await sabine.locator('main tbody a').first().click();
  await sabine.getByRole('link', { name: 'Verbuchen' }).first().click();
  await sabine.getByRole('button', { name: 'Endgültig verbuchen' }).click();
  await check('the month is posted', () => sabine.getByText('Die Abrechnung ist verbucht').isVisible());

  // A customer sends back what was sold in the month that is closed now.
  const verena = await person(office, member, { size: phone });
  await verena.goto('/partner/statements');
  await verena.locator('main table').getByRole('link').first().click();
  await check('every line of the statement says why', async () => (await verena.locator('main').innerText()).includes('Kundenprovision'));
  const number = await orderOf(verena);
  await check('a line of the statement names its order', Boolean(number));
  await verena.goto('/partner/statements/running');
  const before = await verena.locator('main').innerText();
  equal('nothing is taken back yet', before.includes('Ware kam zurück'), false);

  const theresa = await person(office, clerk);
  await theresa.goto(`/office/orders?q=${number}`);
  await theresa.getByRole('link', { name: number }).first().click();
  await theresa.waitForURL(/\/office\/orders\/\d+$/);
  const order = new URL(theresa.url()).pathname;
  await theresa.goto(`${order}/return`);
  for (const quantity of await theresa.locator('input[name^="quantity."]').all()) await quantity.fill('1');
  await theresa.locator('textarea[name="reason"]').fill('Gefällt nicht');
  await look(theresa, 'return');
  await theresa.locator('main form button[type="submit"]').first().click();
  await theresa.waitForURL(/\/office\/orders\/\d+$/);

  await verena.goto('/partner/statements/running');
  await verena.getByRole('link', { name: 'Zurückgenommen' }).click();
  await check('the running month takes it back', async () =>
    (await verena.locator('main').innerText()).includes('Ware kam zurück; zurückgenommen wird, was L-'));
  const back = verena.locator('main tr', { hasText: 'Ware kam zurück' }).first();
  await check('with a minus, from the order that came back', async () => {
    const text = await back.innerText();
    return text.includes(number) && cents(text.match(/[-−][\d.]+,\d\d/)?.[0] ?? '0,00') < 0;
  });
  await look(verena, 'taken-back');

  // Everything that counts, for the partner's own books.
  await verena.goto('/partner/statements/extract');
  await look(verena, 'extract');
  const extract = await verena.request.get('/partner/statements/extract.csv');
  equal('the extract can be taken along', extract.status(), 200);
  await check('it has the order', async () => (await extract.text()).includes(number));
  const paper = await verena.request.get('/partner/statements/extract.pdf');
  await check('and there is a PDF', async () => (await paper.body()).subarray(0, 4).toString() === '%PDF');

  // What the closed months would have paid by another plan.
  await sabine.goto('/office/commissions/sandbox');
  await look(sabine, 'sandbox');
  const source = sabine.locator('textarea[name="source"]');
  const plan = await source.inputValue();
  await source.fill(plan.replace('kind = "levels"', 'kind = "lavels"'));
  await sabine.getByRole('button', { name: 'Vergleichen' }).click();
  await check('a mistake is told with its line', () => sabine.getByText(/Zeile \d+: „lavels“/).first().isVisible());
  await check('and what was typed is kept', async () => (await source.inputValue()).includes('lavels'));
  await source.fill(plan.replace('rates = ["20 %"]', 'rates = ["22 %"]'));
  await sabine.getByRole('button', { name: 'Vergleichen' }).click();
  await check('the ten largest changes say why', () => sabine.getByText(/Kundenprovision \+/).first().isVisible());
  await look(sabine, 'sandbox-compared');
  const file = await download(sabine, () => sabine.getByRole('link', { name: 'Alle Partner', exact: true }).click());
  await check('everybody stands in the file', () => file.data.includes('P-10'));
  const onPhone = await person(office, finance, { size: phone, language: 'zh' });
  await onPhone.goto('/office/commissions/sandbox');
  await look(onPhone, 'sandbox-zh');
  equal('all tables agree with each other', office.command('check').code, 0);
});
