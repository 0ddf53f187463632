// What a role may do is a matter of ticks: one is taken away, and a page is gone for those who have the role.
import { axe, check, desk, equal, firm, fitsTheScreen, person, phone, screenshot, story } from './kit.mjs';

const administrator = 'kilian.haferkamp@wiesenmut.example';
const clerk = 'theresa.pointner@wiesenmut.example';

story('A permission is taken from a role, and a page vanishes at once', async () => {
  const office = await firm({ seed: 'demo' });
  const theresa = await person(office, clerk);
  equal('at first the clerk sees the invoices', (await theresa.goto('/office/invoices')).status(), 200);

  const head = await person(office, administrator, { size: desk });
  await head.goto('/office/roles');
  await axe(head);
  await fitsTheScreen(head);
  await screenshot(head, 'matrix');
  await head.getByRole('button', { name: 'Änderungen ansehen' }).click();
  await check('without a change there is nothing to look at', () => head.getByText('Es ist nichts anders angekreuzt als bisher.').isVisible());
  await head.getByRole('checkbox', { name: 'Rechnungen und Gutschriften ansehen, Büro' }).uncheck();
  await head.getByRole('button', { name: 'Änderungen ansehen' }).click();
  await check('the second look says what is taken', () => head.getByText('Entzogen wird').isVisible());
  await check('and whom it concerns', () => head.getByText(/Betrifft: .*Theresa Pointner/).isVisible());
  await axe(head);
  await screenshot(head, 'second-look');
  equal('until it is saved nothing changes', (await theresa.goto('/office/invoices')).status(), 200);
  await head.getByRole('button', { name: 'So speichern' }).click();
  await check('it is saved', () => head.getByText('Die Berechtigungen sind geändert').isVisible());
  await axe(head);

  equal('now the page is closed to her', (await theresa.goto('/office/invoices')).status(), 403);
  await axe(theresa);
  await theresa.goto('/office');
  equal('and no way leads there', await theresa.getByRole('navigation').getByRole('link', { name: 'Rechnungen' }).count(), 0);

  const small = await person(office, administrator, { size: phone, theme: 'dark', language: 'zh' });
  await small.goto('/office/roles');
  await axe(small);
  await fitsTheScreen(small);
  await screenshot(small, 'matrix-phone');
});
