// A partner asks for another sponsor; the office sees what would follow, another person agrees with a day, and from
// then on the partner stands there. A deputy, two who must agree, and somebody who leaves with a team.
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story } from './kit.mjs';

const clerk = 'theresa.pointner@wiesenmut.example';
const management = 'magdalena.ehrenreiter@wiesenmut.example';
const finance = 'sabine.krenn@wiesenmut.example';
const administrator = 'kilian.haferkamp@wiesenmut.example';
const warehouse = 'ruben.absenger@wiesenmut.example';
const member = 'partner@wiesenmut.example';

async function look(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, `${name}-${page.viewportSize().width}`);
}

/** The first day of the month after the one that a page shows in a field. */
async function valueOf(page, name) {
  return page.locator(`input[name="${name}"]`).first().inputValue();
}

/** The numbers of a sponsor and of somebody below another line of the tree. */
async function partnerNumbers(page) {
  await page.goto('/office/partners?level=1');
  const first = await page.locator('main tbody tr').allInnerTexts();
  return first.map((row) => row.match(/P-\d+/)?.[0]).filter(Boolean);
}

story('A partner asks for another sponsor, and another person agrees with a day', async () => {
  const office = await firm({ seed: 'demo' });
  const theresa = await person(office, clerk);
  const roots = await partnerNumbers(theresa);
  const verena = await person(office, member, { size: phone });
  await verena.goto('/partner/team/requests');
  await look(verena, 'own-requests-none');
  await verena.getByRole('link', { name: 'Anderen Sponsor wünschen' }).click();
  await verena.waitForURL(/\/partner\/team\/sponsor$/);
  const own = await verena.locator('main').innerText();
  await verena.getByLabel('Gewünschter Sponsor').fill('P-99999');
  await verena.getByRole('button', { name: 'Antrag stellen' }).click();
  await check('all complaints come at once', async () => (await verena.getByRole('alert').getByRole('link').count()) === 2);
  equal('what was typed is kept', await verena.getByLabel('Gewünschter Sponsor').inputValue(), 'P-99999');
  await look(verena, 'ask-wrong');
  const now = own.match(/P-\d+/)?.[0];
  await verena.goto('/partner');
  const wished = await firstThatFits(verena, roots.filter((number) => number !== now));
  await verena.waitForURL(/\/partner\/team\/requests$/);
  await check('it waits', () => verena.getByText('wartet auf Freigabe').first().isVisible());
  await look(verena, 'own-requests');

  await theresa.goto('/office/partners/requests?asked=partner');
  await look(theresa, 'requests');
  await theresa.locator('main tbody a').first().click();
  await theresa.waitForURL(/\/office\/partners\/requests\/\d+$/);
  const request = new URL(theresa.url()).pathname;
  await check('what follows is shown', () => theresa.getByRole('heading', { name: 'Was geschieht' }).isVisible());
  await check('and how many people move', () => theresa.getByText('Personen mit neuem Platz').first().isVisible());
  equal('the office asks and does not decide', await theresa.getByRole('link', { name: 'Entscheiden' }).count(), 0);
  await look(theresa, 'request');
  const onPhone = await person(office, clerk, { size: phone });
  await onPhone.goto(request);
  await look(onPhone, 'request');

  const magdalena = await person(office, management);
  await magdalena.goto('/office');
  await check('the desk of the other says it', () => magdalena.getByText('Sponsorwechsel').first().isVisible());
  await magdalena.goto(request);
  await magdalena.getByRole('link', { name: 'Entscheiden' }).click();
  await magdalena.waitForURL(/\/office\/approvals\/\d+$/);
  const day = await valueOf(magdalena, 'from');
  await check('the day begins a month', /-01$/.test(day));
  await magdalena.locator('input[name="from"]').fill('2020-01-01');
  await magdalena.getByRole('button', { name: 'Freigeben' }).click();
  await check('a settled month is not touched', () => magdalena.getByText(/ist abgerechnet|erst seit/).first().isVisible());
  await look(magdalena, 'approval-wrong-day');
  await magdalena.locator('input[name="from"]').fill(day);
  await magdalena.getByRole('button', { name: 'Freigeben' }).click();
  await check('it is agreed to', () => magdalena.getByText('Sie haben freigegeben.').isVisible());
  await look(magdalena, 'approval');

  await theresa.goto(request);
  await check('it is carried out', () => theresa.getByText('durchgeführt').first().isVisible());
  await look(theresa, 'request-done');
  await verena.goto('/partner/team/requests');
  await check('the partner reads it', () => verena.getByText('durchgeführt').first().isVisible());
  await verena.goto('/partner/team/sponsor');
  await check('until the day the old sponsor stays', async () => !(await verena.locator('main').innerText()).includes(wished));
  equal('all tables agree with each other', office.command('check').code, 0);

  // The next month shows it.
  await office.restart({ clock: `${day.slice(0, 8)}02T09:00:00` });
  const later = await person(office, member, { size: phone });
  await later.goto('/partner/team/sponsor');
  await check('from the day on it is the new one', async () => (await later.locator('main').innerText()).includes(wished));
  const again = await person(office, clerk);
  await again.goto(request);
  await again.locator('main').getByRole('link', { name: /P-\d+/ }).first().click();
  await again.waitForURL(/\/office\/partners\/\d+$/);
  await check('the sheet shows the new place', async () => (await again.locator('main').innerText()).includes(wished));
  await look(again, 'partner-moved');
});

/** Tries sponsors until one is not below the partner; the form says why not. */
async function firstThatFits(page, numbers) {
  for (const number of numbers) {
    await page.goto('/partner/team/sponsor');
    await page.getByLabel('Gewünschter Sponsor').fill(number);
    await page.getByLabel('Ihr Grund').fill('Wir arbeiten im selben Ort');
    await page.getByRole('button', { name: 'Antrag stellen' }).click();
    await page.waitForLoadState();
    if (page.url().endsWith('/requests')) return number;
  }
  return numbers[0];
}

story('Two must agree, one of them by a deputy, before somebody leaves', async () => {
  const office = await firm({ seed: 'demo' });
  const kilian = await person(office, administrator);
  await kilian.goto('/office/approvals/rules');
  await kilian.locator('input[name="leaving"]').fill('2');
  await look(kilian, 'rules');
  await kilian.getByRole('button', { name: 'Regeln speichern' }).click();
  await check('the rules are kept', () => kilian.getByText('Die Regeln sind gespeichert').isVisible());

  const magdalena = await person(office, management);
  await magdalena.goto('/office/approvals/deputies');
  const from = await valueOf(magdalena, 'from');
  const ruben = await magdalena.locator('select[name="deputy"] option', { hasText: 'Absenger' }).getAttribute('value');
  await magdalena.locator('select[name="deputy"]').selectOption(ruben);
  await magdalena.locator('input[name="to"]').fill(from);
  await magdalena.getByRole('button', { name: 'Vertretung einrichten' }).click();
  await check('the deputy is named', () => magdalena.getByText('Die Vertretung ist eingerichtet').isVisible());
  await look(magdalena, 'deputies');

  const theresa = await person(office, clerk);
  const [number] = await partnerNumbers(theresa);
  await theresa.goto(`/office/partners?q=${number}`);
  await theresa.locator('main tbody a').first().click();
  await theresa.waitForURL(/\/office\/partners\/\d+$/);
  const sheet = new URL(theresa.url()).pathname;
  for (const form of ['sponsor', 'end', 'inherit', 'merge']) {
    await theresa.goto(`${sheet}/${form}`);
    await look(theresa, `form-${form}`);
  }
  await theresa.goto(`${sheet}/end`);
  await theresa.getByLabel('Grund').fill('Auf eigenen Wunsch');
  await theresa.getByRole('button', { name: 'Antrag stellen' }).click();
  await theresa.waitForURL(/\/office\/partners\/requests\/\d+$/);
  await check('everybody who moves is named', () => theresa.getByRole('heading', { name: 'Was geschieht' }).isVisible());
  await look(theresa, 'leaving');
  const request = new URL(theresa.url()).pathname;

  const sabine = await person(office, finance);
  await sabine.goto(request);
  await sabine.getByRole('link', { name: 'Entscheiden' }).click();
  await sabine.getByRole('button', { name: 'Freigeben' }).click();
  await check('one alone does not decide', () => sabine.getByText('Es muss noch jemand zustimmen').isVisible());
  await look(sabine, 'one-of-two');

  const deputy = await person(office, warehouse, { size: phone });
  await deputy.goto('/office');
  await check('the deputy finds it on the desk', () => deputy.getByText('Austritt').first().isVisible());
  await deputy.goto('/office/approvals');
  await look(deputy, 'approvals-of-deputy');
  await deputy.locator('main tbody a').first().click();
  await check('and reads for whom it is', () => deputy.getByText(/in Vertretung von Magdalena/).isVisible());
  await look(deputy, 'approval-of-deputy');
  await deputy.getByRole('button', { name: 'Freigeben' }).click();
  await check('it is agreed to', () => deputy.getByText('Sie haben freigegeben.').isVisible());
  await check('and says by whom for whom', () => deputy.getByText(/Absenger für Magdalena/).first().isVisible());

  await theresa.goto(request);
  await check('it waits for its day', () => theresa.getByText('geschieht es von selbst').isVisible());
  const day = (await theresa.locator('main').innerText()).match(/Am 1\. (\S+) (\d{4})/);
  await check('which begins a month', Boolean(day));
  equal('all tables agree with each other', office.command('check').code, 0);
});

story('The firm gives seats: a sponsor by hand while the days last, then the rule', async () => {
  const office = await firm({ seed: 'demo' });
  const kilian = await person(office, administrator);
  await kilian.goto('/office/partners/placement');
  await kilian.getByLabel('Die Firma vergibt Plätze').check();
  await kilian.getByLabel('Beine').fill('2');
  await kilian.getByLabel('Wartetage').fill('14');
  await kilian.getByLabel('Erster freier Platz').check();
  await kilian.getByRole('button', { name: 'Regeln speichern' }).click();
  await check('the rules are kept', () => kilian.getByText('Die Regeln sind gespeichert').isVisible());
  await look(kilian, 'placement');

  const theresa = await person(office, clerk);
  await theresa.goto('/office/partners?q=P-1001');
  await theresa.locator('main tbody a').first().click();
  await theresa.waitForURL(/\/office\/partners\/\d+$/);
  await theresa.goto(`${new URL(theresa.url()).pathname}/place`);
  await look(theresa, 'place');
  await theresa.getByRole('button', { name: 'Platz geben' }).click();
  await check('the first stands below the firm', () => theresa.getByText('Der Platz ist vergeben').isVisible());

  const verena = await person(office, member, { size: phone });
  await verena.goto('/partner/team/placement');
  await check('the days that are left are said', () => verena.getByText('noch 14 Tage').first().isVisible());
  await look(verena, 'seats');
  const waiting = await verena.locator('main form').count();
  await verena.locator('main form').first().locator('select').selectOption('1');
  await verena.locator('main form').first().getByRole('button').click();
  await check('the seat is given', () => verena.getByText('Der Platz ist vergeben').isVisible());
  equal('one waits less', await verena.locator('main form').count(), waiting - 1);
  const wide = await person(office, member);
  await wide.goto('/partner/team/placement');
  await look(wide, 'seats');

  const later = new Date(Date.now() + 15 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  await office.restart({ clock: `${later}T09:00:00` });
  const again = await person(office, clerk);
  await check('the rule has placed everybody', async () => {
    await again.goto('/office/partners/placement');
    return again.getByText('Niemand wartet auf einen Platz').isVisible();
  });
  equal('all tables agree with each other', office.command('check').code, 0);
});
