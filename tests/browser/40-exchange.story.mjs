// Tables come in after a look and go out as files: a good one, a broken one, one with other headings; without script too.
import { axe, check, desk, download, equal, firm, fitsTheScreen, person, phone, screenshot, story } from './kit.mjs';

const administrator = 'kilian.haferkamp@wiesenmut.example';
const categories = 'code,parent,name_de,name_en,name_zh,sort\nKRAEUTER,,Kräuter,Herbs,香草,90\nTHYMIAN,KRAEUTER,Thymian,Thyme,百里香,91\n';
const broken = 'code,parent,name_de,name_en,name_zh,sort\nPILZE,NIRGENDS,Pilze,Mushrooms,蘑菇,zehn\n';
const foreign = 'Kennung,Ober,Bezeichnung,English,中文,Rang\nNUESSE,,Nüsse,Nuts,坚果,92\n';
const map = '[columns]\ncode = "Kennung"\nparent = "Ober"\nname_de = "Bezeichnung"\nname_en = "English"\nname_zh = "中文"\nsort = "Rang"\n';

const sheet = (name, words) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(words) });

/** Sends a table, and follows the page that shows how far it is until it has an answer. */
async function send(page, file, mapping) {
  await page.goto('/office/exchange');
  await page.getByLabel('Was steht in der Tabelle?').selectOption({ label: 'Kategorien' });
  await page.getByLabel('Datei', { exact: true }).setInputFiles(file);
  if (mapping) await page.getByLabel(/^Zuordnung der Spalten/).setInputFiles(mapping);
  await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
  await check(`${file.name} has a page of its own`, () => /\/office\/exchange\/imports\/[0-9a-f]+$/.test(page.url()));
}

story('Tables are looked at before they come in, and every table can be kept as a file', async () => {
  const office = await firm({ seed: 'demo' });
  const clerk = await person(office, administrator, { size: desk });
  await clerk.goto('/office/exchange');
  await axe(clerk);
  await fitsTheScreen(clerk);
  await clerk.getByRole('button', { name: 'Prüfen', exact: true }).click();
  await check('without kind and file the form says so', () => clerk.getByRole('alert').isVisible());
  equal('both at once', await clerk.getByRole('alert').getByRole('link').count(), 2);
  await axe(clerk);
  await screenshot(clerk, 'wrong');

  await send(clerk, sheet('kategorien-falsch.csv', broken));
  await check('a broken table is not taken', () => clerk.getByText('Die Datei wird nicht übernommen').isVisible());
  await check('its wrong values are named', () => clerk.getByRole('cell', { name: 'zehn', exact: true }).isVisible());
  await axe(clerk);
  await fitsTheScreen(clerk);
  await screenshot(clerk, 'broken');

  await send(clerk, sheet('kategorien.csv', categories));
  await check('a good one is shown first', () => clerk.getByText('Die Datei ist in Ordnung').isVisible());
  await check('with its first rows', () => clerk.getByRole('cell', { name: 'Thymian', exact: true }).isVisible());
  await axe(clerk);
  await screenshot(clerk, 'preview');
  await clerk.getByRole('button', { name: 'Übernehmen' }).click();
  await check('then it is taken', () => clerk.getByText('Die Tabelle ist übernommen.').isVisible());
  await axe(clerk);
  await clerk.goto('/office/products/categories');
  await check('the categories are there', () => clerk.getByText('Thymian').first().isVisible());

  await clerk.goto('/office/exchange');
  const file = await download(clerk, () => clerk.getByRole('link', { name: 'categories.csv' }).click());
  await check('what came in goes out again', () => file.data.toString('utf8').includes('百里香'));
  await send(clerk, sheet('categories.csv', file.data));
  await check('and changes nothing when it comes back', () => clerk.getByText('Alles in dieser Datei ist schon da.').isVisible());
});

story('A table with other headings comes in by a map, without JavaScript and on a phone', async () => {
  const office = await firm({ seed: 'demo' });
  const clerk = await person(office, administrator, { size: phone, javaScript: false });
  await send(clerk, sheet('erp.csv', foreign));
  await check('without a map nobody knows the columns', () => clerk.getByText('Die Datei wird nicht übernommen').isVisible());
  await send(clerk, sheet('erp.csv', foreign), { name: 'map.toml', mimeType: 'application/toml', buffer: Buffer.from(map) });
  await check('with the map it is in order', () => clerk.getByText('Die Datei ist in Ordnung').isVisible());
  await screenshot(clerk, 'map-phone');
  await clerk.getByRole('button', { name: 'Übernehmen' }).click();
  await check('it is taken', () => clerk.getByText('Die Tabelle ist übernommen.').isVisible());
  const proof = office.command('journal', 'verify');
  equal('the journal proves itself', proof.code, 0);
});
