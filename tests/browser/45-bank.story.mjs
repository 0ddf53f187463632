// Bank statements come in after a look: one, the same again, one that overlaps, one behind a gap; a line opens; without script and on a phone too.
import { axe, check, desk, download, equal, firm, fitsTheScreen, person, phone, screenshot, story } from './kit.mjs';

const finance = 'sabine.krenn@wiesenmut.example';
const administrator = 'kilian.haferkamp@wiesenmut.example';
const ours = 'AT622081509990000017';

const amount = (cents) =>
  `<Amt Ccy="EUR">${(Math.abs(cents) / 100).toFixed(2)}</Amt><CdtDbtInd>${cents < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
const balance = (code, cents, day) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(cents)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
const entry = ({ day, cents, name, text }) =>
  `<Ntry>${amount(cents)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>` +
  '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>' +
  `<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr><Cdtr><Pty><Nm>${name}</Nm></Pty></Cdtr></RltdPties>` +
  `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;

/** A camt.053 of our account: what was there, what moved, and what is there on the last day. */
function statement(name, { opening, lines, from, to, iban = ours }) {
  const closing = opening + lines.reduce((sum, line) => sum + line.cents, 0);
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>' +
    `<GrpHdr><MsgId>${name}</MsgId></GrpHdr><Stmt><Id>${name}</Id><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
    `${balance('OPBD', opening, from)}${balance('CLBD', closing, to)}${lines.map(entry).join('')}</Stmt></BkToCstmrStmt></Document>`;
  return { name: `${name}.xml`, mimeType: 'text/xml', buffer: Buffer.from(xml) };
}

const coffee = { day: '2026-11-03', cents: -350, name: 'Kaffeehaus Zeilinger', text: 'Kaffee' };
const monday = [
  { day: '2026-11-02', cents: 11900, name: 'Anna Berger', text: 'Rechnung 17 – danke' },
  { day: '2026-11-02', cents: -4520, name: 'Stadtwerke', text: 'Strom Oktober' },
];
const first = statement('AUSZUG-1', { opening: 100000, lines: monday, from: '2026-11-02', to: '2026-11-02' });
const overlapping = statement('AUSZUG-2', { opening: 100000, lines: [...monday, coffee, coffee], from: '2026-11-02', to: '2026-11-03' });
const behindGap = statement('AUSZUG-9', {
  opening: 50000,
  lines: [{ day: '2026-11-09', cents: 2500, name: 'Müller &amp; Söhne OG', text: 'Tee' }],
  from: '2026-11-09',
  to: '2026-11-09',
});

/** Sends a file, and follows the page that shows how far it is until it has an answer. */
async function send(page, file) {
  await page.goto('/office/bank');
  await page.getByRole('link', { name: 'Kontoauszug einlesen' }).first().click();
  await page.getByLabel('Datei der Bank').setInputFiles(file);
  await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
  await check(`${file.name} has a page of its own`, () => /\/office\/bank\/files\/[0-9a-f]+$/.test(page.url()));
}

const take = (page) => page.getByRole('button', { name: 'Einlesen', exact: true }).click();

story('Statements of the bank come in after a look, each movement once', async () => {
  const office = await firm({ seed: 'demo' });
  const clerk = await person(office, finance, { size: desk });
  await clerk.goto('/office/bank');
  await check('the account of the firm is there already', () => clerk.getByText('AT62 2081 5099 9000 0017').isVisible());
  await axe(clerk);
  await fitsTheScreen(clerk);
  await screenshot(clerk, 'empty');

  await send(clerk, first);
  await check('a good file is shown first', () => clerk.getByText('Die Datei ist in Ordnung').isVisible());
  await check('with its balances', () => clerk.getByText('1.073,80').first().isVisible());
  await axe(clerk);
  await fitsTheScreen(clerk);
  await screenshot(clerk, 'preview');
  await take(clerk);
  await check('then it is taken in', () => clerk.getByText('2 Buchungen gespeichert.').isVisible());
  await axe(clerk);

  await send(clerk, first);
  await check('the same file again is known', () => clerk.getByText('Diese Datei ist schon da').isVisible());

  await send(clerk, overlapping);
  await check('one that overlaps is good', () => clerk.getByText('Die Datei ist in Ordnung').isVisible());
  const cells = await clerk.getByRole('row').nth(1).getByRole('cell').allInnerTexts();
  equal('of an overlapping one only what is new comes', cells.slice(-5, -2).join(' '), '4 2 2');
  await take(clerk);
  await check('both coffees are there', () => clerk.getByText('2 Buchungen gespeichert.').isVisible());

  await send(clerk, behindGap);
  await check('a gap is told', () => clerk.getByText('Zwischen den Auszügen fehlt etwas').isVisible());
  await take(clerk);
  await check('without a reason nothing is taken in', () => clerk.getByRole('alert').isVisible());
  await axe(clerk);
  await screenshot(clerk, 'gap');
  await clerk.getByLabel('Warum die Lücke richtig ist').fill('Die Bank gibt diese Woche nicht mehr her');
  await take(clerk);
  await check('with one it is', () => clerk.getByText('Eine Buchung gespeichert.').isVisible());

  await clerk.goto('/office/bank');
  equal('three statements are there', await clerk.getByRole('link', { name: /^KA-\d/ }).count(), 3);
  await check('the newest balance stands with the account', () => clerk.getByText('525,00').first().isVisible());
  await axe(clerk);
  await fitsTheScreen(clerk);
  await screenshot(clerk, 'list');
  await clerk.getByRole('link', { name: /^KA-1\b/ }).click();
  await check('a statement shows its lines', () => clerk.getByText('Rechnung 17 – danke').isVisible());
  await axe(clerk);
  await fitsTheScreen(clerk);
  await screenshot(clerk, 'statement');
  const file = await download(clerk, () => clerk.getByRole('link', { name: 'CSV' }).click());
  await check('and gives them as a file', () => file.data.toString('utf8').includes('Stadtwerke'));
  await clerk.getByRole('row').filter({ hasText: 'Stadtwerke' }).getByRole('link').click();
  await check('a line opens', () => clerk.getByRole('heading', { name: 'Buchung 2 auf KA-1' }).isVisible());
  await axe(clerk);
  await screenshot(clerk, 'line');
  equal('everything holds together', office.command('check').code, 0);
});

story('On a phone, in the dark and without JavaScript statements come in as well, and accounts are added', async () => {
  const office = await firm({ seed: 'demo' });
  const clerk = await person(office, finance, { size: phone, theme: 'dark', javaScript: false });
  const foreign = statement('FREMD-1', { opening: 0, lines: monday, from: '2026-11-02', to: '2026-11-02', iban: 'DE89370400440532013000' });
  await send(clerk, foreign);
  await check('an account that is not ours is told with what to do', () => clerk.getByText('Legen Sie es unter Firma › Konten an').isVisible());
  await screenshot(clerk, 'foreign-phone');

  const head = await person(office, administrator, { size: phone, theme: 'dark' });
  await head.goto('/office/firm/accounts');
  await axe(head);
  await fitsTheScreen(head);
  await screenshot(head, 'accounts-phone');
  await head.getByRole('link', { name: 'Konto hinzufügen' }).click();
  await head.getByLabel('Name', { exact: true }).fill('Sparkonto');
  await head.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00');
  await axe(head);
  await fitsTheScreen(head);
  await screenshot(head, 'account-phone');
  await head.getByRole('button', { name: 'Speichern' }).click();
  await check('the account is there', () => head.getByText('Sparkonto').isVisible());

  await send(clerk, foreign);
  await check('now its file is good', () => clerk.getByText('Die Datei ist in Ordnung').isVisible());
  await screenshot(clerk, 'preview-phone');
  await take(clerk);
  await check('and comes in', () => clerk.getByText('2 Buchungen gespeichert.').isVisible());
  await clerk.goto('/office/bank');
  await screenshot(clerk, 'list-phone');
});
