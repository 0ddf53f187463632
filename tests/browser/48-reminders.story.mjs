// Who is late is reminded: the list, the letter, fee and interest, a stop, what is waived; and the rules with their samples.
import { axe, check, desk, download, equal, firm, fitsTheScreen, person, phone, screenshot, story } from './kit.mjs';

const finance = 'sabine.krenn@wiesenmut.example';
const administrator = 'kilian.haferkamp@wiesenmut.example';
/** Some invoices of the demo firm are late by then. */
const clock = '2026-11-20T09:00:00';

story('Finance looks at who is late, stops one, and reminds the others', async () => {
  const office = await firm({ seed: 'demo', clock });
  const page = await person(office, finance, { size: desk });
  await check('the desk says that somebody is to be reminded', () => page.getByText(/zu mahnen/).isVisible());
  await page.getByRole('link', { name: 'Mahnungen ansehen' }).click();
  await page.waitForURL(/\/office\/reminders$/);
  const letters = await page.locator('input[name="letter"]').count();
  await check('several letters are proposed, all chosen', async () => letters > 1
    && await page.locator('input[name="letter"]:checked').count() === letters);
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, 'reminders');
  const csv = await download(page, () => page.getByRole('link', { name: 'Als CSV herunterladen' }).click());
  await check('the list can be taken along', () => csv !== undefined);

  // The first of them: its letter, and a stop for its invoice.
  await page.locator('tbody tr a').first().click();
  await check('the letter says why it is sent', () => page.getByText(/überfällig, noch nicht gemahnt/).first().isVisible());
  await check('and how its interest is reckoned', () => page.getByText('So rechnen sich die Zinsen').isVisible());
  await axe(page);
  await screenshot(page, 'letter');
  await page.getByRole('link', { name: 'Mahnstopp setzen' }).first().click();
  await page.getByRole('button', { name: 'Mahnstopp setzen' }).click();
  await check('without a reason nothing is stopped', () => page.getByRole('alert').isVisible());
  await page.fill('[name="reason"]', 'Zahlt in Raten');
  await page.getByRole('button', { name: 'Mahnstopp setzen' }).click();
  await check('its invoice says so', () => page.getByText(/Mahnstopp: Zahlt in Raten/).isVisible());
  await screenshot(page, 'stopped');

  await page.goto('/office/reminders/left-out?why=stopped');
  await check('it is left out, with the reason', () => page.getByText(/Mahnstopp: Zahlt in Raten/).isVisible());
  await axe(page);
  await page.goto('/office/reminders');
  equal('one letter less is proposed', await page.locator('input[name="letter"]').count(), letters - 1);
  await page.getByRole('button', { name: 'Ausgewählte versenden' }).click();
  await page.waitForURL(/\/office\/reminders\/sent$/);
  await check('they are sent', () => page.getByText('gehen jetzt hinaus').isVisible());
  equal('each of them once', await page.locator('tbody tr').count(), letters - 1);
  await axe(page);
  await screenshot(page, 'sent');

  await page.locator('tbody tr a').first().click();
  await check('the sheet names the letter', () => page.getByRole('heading', { name: /Mahnung M-2026-/ }).isVisible());
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, 'sheet');
  const pdf = await page.request.get(`${page.url()}/reminder.pdf`);
  equal('its PDF is there', [pdf.status(), pdf.headers()['content-type']].join(' '), '200 application/pdf');
  const sheet = page.url();
  await page.goto(`${sheet}/waive`);
  await page.fill('[name="reason"]', 'Stammkundin');
  await page.getByRole('button', { name: 'Erlassen', exact: true }).click();
  await check('what it cost is waived', () => page.getByText(/erlassen von .*Stammkundin/).isVisible());
  await screenshot(page, 'waived');
  await page.locator('tbody tr a').first().click();
  await check('the invoice shows its reminder', () => page.getByText(/M-2026-0000/).first().isVisible());

  await page.goto('/office/reminders');
  await check('nobody is left', () => page.getByText('Heute ist niemand zu mahnen.').isVisible());
  await axe(page);
});

story('The rules of reminders, on a phone, in the dark and without JavaScript', async () => {
  const office = await firm({ seed: 'demo', clock });
  const page = await person(office, administrator, { size: phone, theme: 'dark', javaScript: false });
  await page.goto('/office/firm/reminders');
  await page.fill('[name="fee_1"]', '900');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await check('a fee beyond reason is refused', () => page.getByRole('alert').isVisible());
  equal('what was typed stays', await page.locator('[name="fee_1"]').inputValue(), '900');
  await screenshot(page, 'rules-refused');
  await page.fill('[name="fee_1"]', '3,50');
  await page.fill('[name="base_rate"]', '1,53');
  await page.fill('[name="days_3"]', '');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await check('the rules are saved', () => page.getByText('Gespeichert.').isVisible());
  equal('with the fee', await page.locator('[name="fee_1"]').inputValue(), '3,50');
  equal('and one level less', await page.locator('[name="days_3"]').inputValue(), '');
  const pdf = await page.request.get('/office/firm/reminders/1/de.pdf');
  equal('each level can be looked at', [pdf.status(), pdf.headers()['content-type']].join(' '), '200 application/pdf');

  const head = await person(office, administrator, { size: desk, language: 'zh' });
  await head.goto('/office/firm/reminders');
  await axe(head);
  await fitsTheScreen(head);
  await screenshot(head, 'rules-zh');
  await head.goto('/office/reminders');
  await axe(head);
  await screenshot(head, 'list-zh');
});
