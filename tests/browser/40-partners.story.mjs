// The office looks after partners; a partner registers another, who reads the letter, agrees, and is one herself.
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story, visitor } from './kit.mjs';
import { letterBox } from './letters.mjs';

const clerk = 'theresa.pointner@wiesenmut.example';
const administrator = 'kilian.haferkamp@wiesenmut.example';
const member = 'partner@wiesenmut.example';
const newcomer = { first: 'Roswitha', last: 'Angerer', email: 'roswitha.angerer@post.example', password: 'Nebel über dem Almsee' };

async function look(page, name) {
  await axe(page);
  await fitsTheScreen(page);
  await screenshot(page, name);
}

story('The office finds a partner, and is told what is wrong with a new one', async () => {
  const office = await firm({ seed: 'demo' });
  for (const [size, theme] of [[desk, 'light'], [phone, 'dark']]) {
    const theresa = await person(office, clerk, { size, theme });
    await theresa.goto('/office/partners');
    await look(theresa, `partners-${size.name}`);
    await theresa.locator('main').getByRole('searchbox').fill('P-1004');
    await theresa.locator('main').getByRole('button', { name: 'Suchen' }).click();
    await theresa.waitForURL(/q=P-1004/);
    await theresa.locator('main tbody').getByRole('link').first().click();
    await theresa.waitForURL(/\/office\/partners\/\d+$/);
    await check('the sheet says where the partner stands', () => theresa.getByText('Platz im Baum').first().isVisible());
    await look(theresa, `partner-${size.name}`);
  }
  const theresa = await person(office, clerk);
  await theresa.goto('/office/partners/new');
  await look(theresa, 'new');
  await theresa.getByLabel('Vorname').fill(newcomer.first);
  await theresa.getByLabel('E-Mail-Adresse').fill('roswitha');
  await theresa.getByLabel('IBAN').fill('AT00');
  await theresa.getByRole('textbox', { name: /^Sponsor/ }).fill('P-9999');
  await theresa.getByRole('button', { name: 'Registrieren und einladen' }).click();
  await check('all complaints come at once', async () => (await theresa.getByRole('alert').getByRole('link').count()) >= 4);
  equal('what was typed is kept', await theresa.getByLabel('Vorname').inputValue(), newcomer.first);
  await look(theresa, 'new-wrong');
});

story('A partner registers another, who agrees to the terms and finds her own month', async () => {
  const office = await firm({ seed: 'demo' });
  const letters = await letterBox(await person(office, administrator));
  const verena = await person(office, member, { size: phone });
  await verena.goto('/partner/team');
  await look(verena, 'team-tree');
  await verena.locator('main').getByRole('link', { name: 'Liste', exact: true }).click();
  await verena.waitForURL(/\/partner\/team\/list/);
  await look(verena, 'team-list');
  await verena.locator('main tbody').getByRole('link').first().click();
  await verena.waitForURL(/\/partner\/team\/\d+$/);
  await look(verena, 'member');

  await verena.goto('/partner/register');
  await verena.getByRole('button', { name: 'Registrieren und Einladung senden' }).click();
  await check('an empty form names what is missing', () => verena.getByRole('alert').getByRole('link', { name: /^Vorname/ }).isVisible());
  await look(verena, 'register-wrong');
  await verena.getByLabel('Vorname').fill(newcomer.first);
  await verena.getByLabel('Nachname').fill(newcomer.last);
  await verena.getByLabel('E-Mail-Adresse').fill(newcomer.email);
  await verena.getByLabel('Straße').fill('Kirchgasse');
  await verena.getByLabel(/^(Haus)?[Nn]ummer$/).fill('4');
  await verena.getByLabel('Postleitzahl').fill('8010');
  await verena.getByLabel('Ort', { exact: true }).fill('Graz');
  await verena.getByRole('button', { name: 'Registrieren und Einladung senden' }).click();
  await verena.waitForURL(/\/partner\/invitations/);
  await check('she waits among the invited', () => verena.getByText('Roswitha Angerer').first().isVisible());
  await look(verena, 'invitations');

  const theresa = await person(office, clerk);
  await theresa.goto('/office/outbox');
  await look(theresa, 'outbox');
  await theresa.locator('main tbody').getByRole('link', { name: /Einladung/ }).first().click();
  await theresa.waitForURL(/\/office\/outbox\/\d+$/);
  await check('the office reads the letter', () => theresa.getByText(newcomer.email).first().isVisible());
  await look(theresa, 'letter');

  const link = await letters.linkTo(newcomer.email, /\/invitation\/[0-9a-f]+/);
  const roswitha = await visitor(office, { size: phone });
  await roswitha.goto(link);
  await check('she reads by whom she is invited', () => roswitha.getByText('Verena Quellhofer').first().isVisible());
  await look(roswitha, 'invitation');
  await roswitha.getByRole('button', { name: 'Bedingungen annehmen' }).click();
  await check('without her consent nothing happens', () => roswitha.getByRole('alert').isVisible());
  await look(roswitha, 'invitation-wrong');
  await roswitha.getByRole('checkbox').check();
  await roswitha.getByRole('button', { name: 'Bedingungen annehmen' }).click();
  await roswitha.waitForURL(/\/password\/[0-9a-f]+$/);
  await look(roswitha, 'password');
  await roswitha.getByLabel('Neues Passwort').fill(newcomer.password);
  await roswitha.getByRole('button', { name: 'Speichern und anmelden' }).click();
  await roswitha.waitForURL(/\/partner$/);
  await look(roswitha, 'first-month');
  equal('the link is used up', (await roswitha.goto(link)).status() >= 400, true);
  await verena.goto('/partner/team/list?q=Angerer');
  await check('her sponsor sees her in the team', () => verena.getByText('Roswitha Angerer').first().isVisible());
  letters.stop();
});
