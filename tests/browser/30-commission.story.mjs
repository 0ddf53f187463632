// The end of a month: a run that waits is agreed to by a second person, posted, paid out, and leaves as a bank file.
import { axe, check, desk, download, equal, firm, fitsTheScreen, person, phone, screenshot, story, validate } from './kit.mjs';

const finance = 'sabine.krenn@wiesenmut.example';
const management = 'magdalena.ehrenreiter@wiesenmut.example';

async function look(page, path, name) {
  equal(`${path} is there`, (await page.goto(path)).status(), 200);
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, name);
}

story('A month is agreed to, posted and paid', async () => {
  const shop = await firm({ seed: 'demo' });
  const clerk = await person(shop, finance);
  await look(clerk, '/office/commissions', 'runs');
  await clerk.getByRole('link', { name: 'Simulation ansehen' }).click();
  await check('the running month is simulated', () => clerk.getByText('Nichts davon ist gespeichert').isVisible());
  await axe(clerk);
  await clerk.goto('/office/commissions?state=submitted');
  await clerk.locator('tbody a').first().click();
  const run = new URL(clerk.url()).pathname;
  await check('whoever submitted it may not agree', () => clerk.getByText('Freigeben muss sie jemand anderer').isVisible());
  await axe(clerk);
  await screenshot(clerk, 'run-that-waits');

  const manager = await person(shop, management);
  await look(manager, '/office/approvals', 'approvals');
  await manager.locator('tbody a').first().click();
  await axe(manager);
  await screenshot(manager, 'approval');
  await manager.getByRole('button', { name: 'Freigeben' }).click();
  await check('it is agreed to', () => manager.getByText('Sie haben freigegeben.').isVisible());

  await clerk.goto(run);
  await clerk.getByRole('link', { name: 'Verbuchen' }).click();
  await axe(clerk);
  await clerk.getByRole('button', { name: 'Endgültig verbuchen' }).click();
  await check('it is posted', () => clerk.getByText('Die Abrechnung ist verbucht').isVisible());
  await clerk.getByRole('link', { name: 'Auszahlung vorbereiten' }).click();
  await axe(clerk);
  await fitsTheScreen(clerk);
  await screenshot(clerk, 'balances');
  await clerk.getByRole('button', { name: 'Auszahlung vorbereiten' }).click();
  await check('the payout waits for a second person', () => clerk.getByText('Eine zweite Person muss diese Auszahlung freigeben').isVisible());
  await axe(clerk);
  await screenshot(clerk, 'payout');
  const payout = clerk.url();
  await manager.goto(payout);
  await manager.getByRole('link', { name: 'Ansehen und freigeben' }).click();
  await axe(manager);
  await fitsTheScreen(manager);
  await screenshot(manager, 'payout-approval');
  await manager.getByRole('button', { name: 'Freigeben' }).click();
  await check('the payout is agreed to', () => manager.getByText('Sie haben freigegeben.').isVisible());
  await clerk.goto(payout);
  const file = await download(clerk, () => clerk.getByRole('button', { name: 'Datei herunterladen' }).click());
  await clerk.goto(payout);
  await check('the page says that the file is fetched', () => clerk.getByText('Datei geholt').first().isVisible());
  await axe(clerk);
  await fitsTheScreen(clerk);
  await screenshot(clerk, 'payout-fetched');
  await look(clerk, `${payout}/again`, 'payout-again');
  await check('it is a credit transfer', () => file.data.includes('pain.001.001.09'));
  validate('sepa', file.file);

  await look(clerk, `${run}/correct`, 'correct');
  await look(clerk, '/office/partners/1/pay', 'reserve');
  await look(clerk, `${run}/statements`, 'statements');
  await clerk.locator('tbody a').first().click();
  await axe(clerk);
  await screenshot(clerk, 'statement');
  const paper = await clerk.request.get(await clerk.getByRole('link', { name: 'Als PDF' }).getAttribute('href'));
  await check('the statement is a PDF', async () => (await paper.body()).subarray(0, 4).toString() === '%PDF');
  equal('all tables agree with each other', shop.command('check').code, 0);
});

story('The money pages on a phone and on a desk', async () => {
  const shop = await firm({ seed: 'demo' });
  for (const [size, name] of [[phone, 'phone'], [desk, 'desk']]) {
    const clerk = await person(shop, finance, { size });
    for (const page of ['invoices', 'payments', 'ledger', 'ledger/receivables', 'payouts', 'commissions/new']) {
      await look(clerk, `/office/${page}`, `${page.replace('/', '-')}-${name}`);
    }
    await clerk.goto('/office/invoices');
    await clerk.locator('tbody a').first().click();
    await axe(clerk);
    await fitsTheScreen(clerk);
    await screenshot(clerk, `invoice-${name}`);
  }
});
