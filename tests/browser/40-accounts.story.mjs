// A colleague is invited by letter, chooses a password, gets a second role, and is sent out again.
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story, visitor } from './kit.mjs';
import { letterBox } from './letters.mjs';

const administrator = 'kilian.haferkamp@wiesenmut.example';
const colleague = { first: 'Ottilie', last: 'Steinbrecher', email: 'ottilie.steinbrecher@post.example', password: 'Grauer Reiher am Mühlbach' };

story('A colleague is invited by letter, comes in, gets a second role and is signed out by the office', async () => {
  const office = await firm({ seed: 'demo' });
  const head = await person(office, administrator, { size: desk });
  const letters = await letterBox(head);
  await head.goto('/office/accounts');
  await axe(head);
  await head.getByRole('link', { name: 'Neues Konto' }).click();
  await head.waitForURL(/\/office\/accounts\/new$/);
  await axe(head);
  await head.getByLabel('Vorname').fill(colleague.first);
  await head.getByLabel('E-Mail-Adresse', { exact: true }).fill('keine Adresse');
  await head.getByRole('button', { name: 'Konto anlegen und einladen' }).click();
  await check('the form says what is wrong', () => head.getByRole('alert').isVisible());
  await check('each complaint names its field', () => head.getByRole('alert').getByRole('link', { name: /^Nachname/ }).isVisible());
  equal('what was typed is kept', await head.getByLabel('Vorname').inputValue(), colleague.first);
  await axe(head);
  await screenshot(head, 'new-account-wrong');
  await head.getByLabel('Nachname').fill(colleague.last);
  await head.getByLabel('E-Mail-Adresse', { exact: true }).fill(colleague.email);
  await head.getByRole('checkbox', { name: 'Büro', exact: true }).check();
  await head.getByRole('button', { name: 'Konto anlegen und einladen' }).click();
  await head.waitForURL(/\/office\/accounts\/\d+$/);
  await check('the invitation is under way', () => head.getByText('die Einladung ist unterwegs').first().isVisible());
  await axe(head);
  await fitsTheScreen(head);
  await screenshot(head, 'account');
  const sheet = head.url();

  const guest = await visitor(office, { size: phone });
  await guest.goto(await letters.linkTo(colleague.email, /\/password\/[0-9a-f]+/));
  await axe(guest);
  await fitsTheScreen(guest);
  await guest.getByLabel('Neues Passwort').fill('kurz');
  await guest.getByRole('button', { name: 'Speichern und anmelden' }).click();
  await check('a short password is refused', () => guest.getByRole('alert').isVisible());
  await guest.getByLabel('Neues Passwort').fill(colleague.password);
  await guest.getByRole('button', { name: 'Speichern und anmelden' }).click();
  await guest.waitForURL(/\/office$/);
  await check('she stands before her own desk', () => guest.getByRole('heading', { name: /Ottilie/ }).isVisible());
  await axe(guest);
  await screenshot(guest, 'first-desk');
  const stranger = await visitor(office, { size: phone });
  equal('her letter opens nothing a second time', (await stranger.goto(await letters.linkTo(colleague.email, /\/password\/[0-9a-f]+/))).status() >= 400, true);

  await head.goto(sheet);
  await head.getByLabel('Weitere Rolle').selectOption({ label: 'Lager' });
  await head.getByRole('button', { name: 'Rolle geben' }).click();
  await check('the role is given', () => head.getByText('Die Rolle ist gegeben.').isVisible());
  equal('the warehouse is closed to her in the other role', (await guest.goto('/office/handover')).status(), 403);
  await axe(guest);
  await guest.goto('/office');
  await guest.locator('header summary').first().click();
  await guest.getByRole('button', { name: 'Lager', exact: true }).click();
  await guest.waitForLoadState();
  equal('in the new role she hands parcels over', (await guest.goto('/office/handover')).status(), 200);

  await head.goto(sheet);
  await check('her device stands on her sheet', () => head.getByRole('button', { name: 'Abmelden', exact: true }).first().isVisible());
  await axe(head);
  await head.locator('main').getByRole('button', { name: 'Abmelden', exact: true }).first().click();
  await check('the device is signed out', () => head.getByText('Das Gerät ist abgemeldet.').isVisible());
  await guest.goto('/office');
  await check('she has to sign in again', () => guest.waitForURL(/\/sign-in/).then(() => true));
  letters.stop();
});
