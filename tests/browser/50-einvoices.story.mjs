// A customer wants XRechnung: the clerk writes it down, and the invoice offers every format as a file.
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story } from './kit.mjs';

const clerk = 'theresa.pointner@wiesenmut.example';
const finance = 'sabine.krenn@wiesenmut.example';
const terms = '/office/customers/12/einvoice';

story('A customer says how e-invoices come, and a wrong reference is refused with what was typed', async () => {
  const shop = await firm({ seed: 'demo' });
  for (const size of [desk, phone]) {
    const page = await person(shop, clerk, { size });
    await page.goto('/office/customers/12');
    await page.goto(terms);
    await axe(page);
    await fitsTheScreen(page);
    await screenshot(page, `einvoice-terms-${size.name}`);
  }
  const page = await person(shop, clerk);
  await page.goto(terms);
  await page.locator('input[name="format"][value="xrechnung-ubl"]').check();
  await page.locator('input[name="buyer_reference"]').fill('04011000-1234512345-07');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await check('wrong check digits are named', () => page.getByText('Die Prüfziffer dieser Leitweg-ID stimmt nicht').first().isVisible());
  equal('what was typed stays', await page.locator('input[name="buyer_reference"]').inputValue(), '04011000-1234512345-07');
  await axe(page);
  await screenshot(page, 'einvoice-terms-refused');
  await page.locator('input[name="buyer_reference"]').fill('04011000-1234512345-06');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await check('it is saved', () => page.getByText('E-Rechnung gespeichert.').isVisible());
  await check('the sheet says so', () => page.getByText('04011000-1234512345-06').first().isVisible());
  await screenshot(page, 'customer-with-einvoice');
});

story('An invoice can be taken in every format', async () => {
  const shop = await firm({ seed: 'demo' });
  for (const [size, theme, language] of [[desk, 'light', 'de'], [phone, 'dark', 'zh']]) {
    const page = await person(shop, finance, { size, theme, language });
    await page.goto('/office/invoices');
    await page.locator('tbody a').first().click();
    await axe(page);
    await fitsTheScreen(page);
    await screenshot(page, `invoice-formats-${size.name}`);
  }
  const page = await person(shop, finance);
  await page.goto('/office/invoices');
  await page.locator('tbody a').first().click();
  const files = [
    ['ZUGFeRD', 'application/pdf', 'factur-x.xml'],
    ['XRechnung (UBL)', 'application/xml', 'xrechnung_3.0'],
    ['XRechnung (CII)', 'application/xml', 'CrossIndustryInvoice'],
    ['ebInterface', 'application/xml', 'http://www.ebinterface.at/schema/6p1/'],
  ];
  for (const [name, kind, inside] of files) {
    const answer = await page.request.get(await page.getByRole('link', { name, exact: true }).getAttribute('href'));
    equal(`${name} comes as ${kind}`, answer.headers()['content-type'].split(';')[0], kind);
    await check(`${name} is what it says`, (await answer.body()).toString('latin1').includes(inside));
  }
  equal('an unknown format is not found', (await page.request.get(`${page.url()}/einvoice/edifact`)).status(), 404);
});

story('An invoice of somebody else is taken in, seen beside its paper, and decided', async () => {
  const shop = await firm({ seed: 'demo' });
  const page = await person(shop, finance);
  // Our own invoice will do for the file of a supplier: it is written by the same rules.
  await page.goto('/office/invoices');
  await page.locator('tbody a').first().click();
  const pdf = await page.request.get(await page.getByRole('link', { name: 'ZUGFeRD', exact: true }).getAttribute('href'));
  const file = { name: 'R-4711.pdf', mimeType: 'application/pdf', buffer: await pdf.body() };
  await page.goto('/office/incoming');
  await axe(page);
  await page.getByRole('link', { name: 'E-Rechnung einlesen' }).first().click();
  await page.locator('input[type="file"]').setInputFiles({ ...file, name: 'brief.xml', buffer: Buffer.from('<html/>') });
  await page.getByRole('button', { name: 'Einlesen' }).click();
  await check('what is no invoice is refused', () => page.getByText('Das ist keine E-Rechnung.').first().isVisible());
  await axe(page);
  await screenshot(page, 'incoming-refused');
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole('button', { name: 'Einlesen' }).click();
  await check('it is here', () => page.getByText('Die Rechnung ist eingelesen.').isVisible());
  await check('its rules were tested', () => page.getByText('erfüllt alle geprüften Regeln').isVisible());
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, 'incoming-desk');
  const sheet = page.url();
  const frame = await page.request.get(`${sheet}/file`);
  equal('the paper may stand in a frame of ours only', frame.headers()['x-frame-options'], 'SAMEORIGIN');
  const other = await person(shop, finance, { size: phone, theme: 'dark', language: 'zh' });
  await other.goto(sheet);
  await axe(other);
  await fitsTheScreen(other);
  await screenshot(other, 'incoming-phone');
  await page.goto('/office/incoming/new');
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole('button', { name: 'Einlesen' }).click();
  await check('the same file is refused', () => page.getByText('Diese Datei ist schon eingelesen.').first().isVisible());
  await page.goto(sheet);
  await page.getByRole('button', { name: 'Als geprüft vermerken' }).click();
  await check('it is checked', () => page.getByText('Die Rechnung ist als geprüft vermerkt.').isVisible());
  await page.goto('/office/incoming');
  await screenshot(page, 'incoming-list');
  equal('all tables agree with each other', shop.command('check').code, 0);
});
