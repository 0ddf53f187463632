// Letters of a firm as they arrive: its mail server is set up through the pages, and links are taken out of the mails.
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { axe, check, mailServer } from './kit.mjs';

/** Lets the firm send its letters to a server of the story; `head` is signed in and may set it up. */
export async function letterBox(head) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kontor-letters-'));
  const server = await mailServer({ folder });
  await head.goto('/office/firm/mail');
  await head.getByLabel('Server', { exact: true }).fill('127.0.0.1');
  await head.getByLabel('Port', { exact: true }).fill(String(server.port));
  await head.getByLabel('Verschlüsselung').selectOption('none');
  await head.getByRole('button', { name: 'Speichern' }).click();
  await check('the mail server is kept', () => head.getByText('Gespeichert. Es gilt ab sofort.').isVisible());
  await axe(head);
  return { linkTo: (email, pattern) => linkIn(folder, email, pattern), stop: () => server.stop() };
}

/** Waits for the newest letter to somebody, and takes the path of a link out of it. */
async function linkIn(folder, email, pattern) {
  let found;
  await check(`a letter to ${email} arrives`, () => {
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.eml')).sort().reverse()) {
      const envelope = JSON.parse(readFileSync(path.join(folder, name.replace(/eml$/, 'json')), 'utf8'));
      if (envelope.to.includes(email)) found ??= readable(readFileSync(path.join(folder, name), 'utf8')).match(pattern)?.[0];
    }
    return Boolean(found);
  });
  return found;
}

/** The mail without the line breaks of its encoding; parts in base64 are written out behind it. */
function readable(mail) {
  const parts = [...mail.matchAll(/base64\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/g)];
  return [mail.replace(/=\r?\n/g, ''), ...parts.map(([, part]) => Buffer.from(part, 'base64').toString('utf8'))].join('\n');
}
