// The firm tells about itself: every tab can be read by everybody, a wrong form says so, a logo is taken; by keyboard.
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story, visitor } from './kit.mjs';

const administrator = 'kilian.haferkamp@wiesenmut.example';
const tabs = ['Angaben', 'Auftritt', 'Bank und Rechnung', 'Konten', 'Steuer', 'Mailserver', 'Versandpreise'];
const logo = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="120" height="40" fill="#225588"/></svg>';

story('The settings of the firm are read, mended by keyboard, and get another logo', async () => {
  const office = await firm({ seed: 'demo' });
  for (const [size, theme] of [[desk, 'light'], [phone, 'dark']]) {
    const head = await person(office, administrator, { size, theme });
    await head.goto('/office/firm');
    for (const tab of tabs) {
      await head.locator('main').getByRole('link', { name: tab, exact: true }).click();
      await head.waitForLoadState();
      equal(`${tab} is the tab that is shown`, await head.locator('main [aria-current="page"]').innerText(), tab);
      await axe(head);
      await fitsTheScreen(head);
      await screenshot(head, `${tab}-${size.name}`);
    }
  }

  const head = await person(office, administrator, { size: desk });
  await head.goto('/office/firm');
  await type(head, 'Name der Firma', '');
  await type(head, 'E-Mail-Adresse der Firma', 'office.wiesenmut');
  await type(head, 'UID-Nummer', 'ATU12');
  await head.keyboard.press('Enter');
  const summary = head.getByRole('alert');
  await check('the summary says what is wrong', () => summary.isVisible());
  equal('three things are wrong', await summary.getByRole('link').count(), 3);
  await check('the keyboard stands before the summary', () => summary.evaluate((box) => document.activeElement === box));
  await axe(head);
  await screenshot(head, 'wrong');
  await head.keyboard.press('Tab');
  await head.keyboard.press('Enter');
  await check('its first link leads into the first wrong field', async () => {
    const label = await head.evaluate(() => document.activeElement?.labels?.[0]?.innerText ?? '');
    return label.startsWith('Name der Firma') || new Error(`the keyboard stands on “${label}”`);
  });
  await head.keyboard.type('Wiesenmut');
  await type(head, 'E-Mail-Adresse der Firma', 'office@wiesenmut.example');
  await type(head, 'UID-Nummer', 'ATU99000017');
  await head.keyboard.press('Enter');
  await check('what is right is kept', () => head.getByText('Gespeichert. Es gilt ab sofort.').isVisible());

  await head.goto('/office/firm/look');
  await head.getByLabel('Neues Logo').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('das ist kein Bild') });
  await head.getByRole('button', { name: 'Logo übernehmen' }).click();
  await check('what is no picture is refused', () => head.getByRole('alert').isVisible());
  await axe(head);
  await head.getByLabel('Neues Logo').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(logo) });
  await head.getByRole('button', { name: 'Logo übernehmen' }).click();
  await check('the logo is changed', () => head.getByText('Das Logo ist geändert.').isVisible());
  await axe(head);
  const guest = await visitor(office, { size: phone });
  await guest.goto('/');
  await check('every visitor sees it', async () => {
    const shown = await guest.request.get(await guest.locator('header img').first().getAttribute('src'));
    return (await shown.text()).includes('225588');
  });
});

/** Types into a field as somebody does who has no mouse: everything that stands there is replaced. */
async function type(page, label, words) {
  await page.getByLabel(label).first().focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.type(words);
}
