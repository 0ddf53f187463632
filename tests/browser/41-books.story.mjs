// The books: open items and their age can be read by everybody; a month is closed by one and opened again by two.
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story } from './kit.mjs';

const finance = 'sabine.krenn@wiesenmut.example';
const leader = 'magdalena.ehrenreiter@wiesenmut.example';

const pages = [
  ['ledger', '/office/ledger'], ['receivables', '/office/ledger/receivables'], ['items', '/office/ledger/items'],
  ['items-late', '/office/ledger/items?due=late'], ['ageing', '/office/ledger/ageing'],
  ['ageing-partners', '/office/ledger/ageing?side=partner'], ['closing', '/office/ledger/closing'],
];

story('Every page of the books can be read by everybody', async () => {
  const office = await firm({ seed: 'demo' });
  for (const size of [desk, phone]) {
    const clerk = await person(office, finance, { size });
    for (const [name, path] of pages) {
      equal(`${path} is there`, (await clerk.goto(path)).status(), 200);
      await axe(clerk);
      await fitsTheScreen(clerk);
      await screenshot(clerk, `books-${name}-${size.name}`);
    }
  }
  const dark = await person(office, leader, { theme: 'dark', language: 'zh' });
  for (const [, path] of pages) {
    equal(`${path} is there in Chinese`, (await dark.goto(path)).status(), 200);
    await axe(dark);
  }
});

story('A month is closed by one and opened again by two', async () => {
  const office = await firm({ seed: 'demo' });
  const [clerk, head] = [await person(office, finance), await person(office, leader)];
  await head.goto('/office/ledger/closing');
  await head.getByRole('link', { name: /abschließen$/ }).click();
  await axe(head);
  await head.getByRole('button', { name: /abschließen$/ }).click();
  await head.waitForURL(/\/office\/ledger\/closing/);
  await check('the books are closed', () => head.getByText('Die Bücher sind bis').isVisible());
  await clerk.goto('/office/ledger/closing');
  await clerk.getByRole('link', { name: 'Öffnung beantragen' }).click();
  await clerk.locator('textarea[name="reason"]').fill('Eine Rechnung fehlt noch.');
  await axe(clerk);
  await clerk.getByRole('button', { name: 'Öffnung beantragen' }).click();
  await clerk.waitForURL(/\/office\/ledger\/closing/);
  await check('it waits for somebody else', () => clerk.getByText('Eine Rechnung fehlt noch.').isVisible());
  await head.goto('/office/ledger/closing');
  await head.getByRole('link', { name: /Eine Rechnung fehlt noch/ }).click();
  await head.waitForURL(/\/office\/approvals\/\d+$/);
  await check('the reason stands beside the decision', () => head.getByText('Eine Rechnung fehlt noch.').isVisible());
  await head.getByRole('button', { name: 'Freigeben' }).click();
  await head.goto('/office/ledger/closing');
  await check('the month is open again', () => head.getByText('Wieder offen').isVisible());
  await axe(head);
  await screenshot(head, 'books-open-again');
});
