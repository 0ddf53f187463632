// A month is closed; its files for the tax adviser and the auditor's folder leave the house, and others judge them.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { axe, check, desk, download, equal, firm, fitsTheScreen, person, phone, screenshot, story, validate } from './kit.mjs';

const finance = 'sabine.krenn@wiesenmut.example';
const leader = 'magdalena.ehrenreiter@wiesenmut.example';
const page = '/office/ledger/export';

async function look(of, name) {
  await axe(of);
  await fitsTheScreen(of);
  await screenshot(of, name);
}

/** Closes the oldest month that is open, and gives it as 2026-05. */
async function close(head) {
  await head.goto('/office/ledger/closing');
  await head.getByRole('link', { name: /abschließen$/ }).click();
  const month = head.url().match(/(\d{4})-?(\d{2})/);
  await head.getByRole('button', { name: /abschließen$/ }).click();
  await head.waitForURL(/\/office\/ledger\/closing$/);
  await check('the books are closed', () => head.getByText('Die Bücher sind bis').isVisible());
  return `${month[1]}-${month[2]}`;
}

story('A closed month leaves for the tax adviser and for the auditor', async () => {
  const office = await firm({ seed: 'demo' });
  const head = await person(office, leader, { size: desk });
  const month = await close(head);

  const clerk = await person(office, finance, { size: desk });
  await clerk.goto(`${page}?period=${month}`);
  await check('the page says that nothing changes any more', () => clerk.getByText('Der Monat ist abgeschlossen').isVisible());
  await look(clerk, 'closed-month');
  const bmd = await download(clerk, () => clerk.getByRole('link', { name: /^Dateien für .* laden$/ }).click());
  await check('the files for BMD are fetched', () => bmd.data.length > 1000);

  // The adviser works with DATEV: the page asks for the numbers that DATEV wants, and keeps what was typed.
  await clerk.locator('[name="chart"]').first().selectOption('skr03').catch(() => clerk.locator('[name="chart"][value="skr03"]').check());
  await clerk.locator('input[name="consultant"]').fill('12');
  await clerk.getByRole('button', { name: 'Angaben speichern' }).click();
  equal('what was typed is kept', await clerk.locator('input[name="consultant"]').inputValue(), '12');
  await look(clerk, 'number-refused');
  await clerk.locator('input[name="consultant"]').fill('29098');
  await clerk.locator('input[name="client"]').fill('55003');
  await clerk.getByRole('button', { name: 'Angaben speichern' }).click();
  await check('the particulars are kept', () => clerk.getByText('Die Angaben sind gespeichert.').isVisible());
  const datev = path.join(office.home, 'datev');
  equal('the files for DATEV are written', office.command('export', 'datev', '--period', month, '--out', datev).code, 0);
  for (const name of readdirSync(datev).filter((one) => one.startsWith('EXTF_'))) validate('extf', path.join(datev, name));

  const audit = path.join(office.home, 'audit');
  equal('the folder is written', office.command('export', 'auditor', '--period', month, '--out', audit).code, 0);
  validate('auditor', path.join(audit, 'index.xml'));
  const proof = JSON.parse(readFileSync(path.join(audit, 'journal-proof.json'), 'utf8'));
  const verified = office.command('--json', 'journal', 'verify');
  equal('the journal holds', verified.code, 0);
  await check('its proof in the folder is one of the same chain', () => proof.entries > 0 && JSON.parse(verified.out).entries >= proof.entries);

  const small = await person(office, finance, { size: phone, theme: 'dark', language: 'zh' });
  await small.goto(`${page}?period=${month}`);
  await look(small, 'closed-month-phone-zh');
  equal('everything holds together', office.command('check').code, 0);
});
