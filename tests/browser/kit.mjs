// What a story is written with: a firm, people in front of it, and checks.
//
//   import { check, firm, person, story, visitor } from './kit.mjs';
//   story('A visitor sees the shop', async () => {
//     const shop = await firm({ seed: 'demo', clock: '2026-10-31T09:00:00' });
//     const page = await visitor(shop, { language: 'de', size: phone });
//     await page.goto('/');
//     await check('the page has a heading', () => page.locator('h1').isVisible());
//     await axe(page);
//   });
//
// Whatever a browser complains about by itself is a failed check too: a script error, a refused style,
// a request that fails, and any request to another machine.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { endFirms, runningFirmAt } from './firm.mjs';
import { note, openStory } from './ledger.mjs';
import { fetched, fetchedFile, root, tools } from './tools.mjs';

export { firm } from './firm.mjs';
export { skip } from './ledger.mjs';

export const phone = { name: 'phone', width: 390, height: 844 };
export const desk = { name: 'desk', width: 1280, height: 900 };
export const sizes = [phone, desk];
export const themes = ['light', 'dark'];
export const languages = ['de', 'en', 'zh'];
const LOCALES = { de: 'de-AT', en: 'en-GB', zh: 'zh-CN' };

/** How long a check waits for what it asserts, and an action for what it clicks. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 50;
const NAVIGATION_LIMIT_MS = 20_000;
const STORY_LIMIT_MS = 10 * 60 * 1000;

/** Where everyone signs in, and the names of the two fields. */
const SIGN_IN = { path: '/sign-in', email: 'email', password: 'password' };

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

const CHROMIUM_FLAGS = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const stories = [];
const contexts = new Set();
const children = new Set();
let browser;
let current = '';

/** Declares a story; run.mjs plays the stories of a file in order. */
export function story(title, play) {
  stories.push({ title, play });
}

/** Takes the stories that were declared since the last call. */
export function declaredStories() {
  return stories.splice(0);
}

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await fetched('playwright-core').chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
}

export async function closeBrowser() {
  await browser?.close();
}

/** Plays one story and leaves nothing of it behind, whatever happens in it. */
export async function playStory(file, { title, play }) {
  current = file;
  openStory(title);
  console.log(`\n${title} (${file})`);
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${STORY_LIMIT_MS / 60_000} minutes`)), STORY_LIMIT_MS);
  });
  try {
    await Promise.race([play(), limit]);
  } catch (error) {
    note('the story comes to its end', tale(error));
  } finally {
    clearTimeout(timer);
    for (const context of contexts) await context.close().catch(() => {});
    contexts.clear();
    for (const child of children) child.kill('SIGTERM');
    children.clear();
    await endFirms().catch((error) => note('the firm can be ended', error.stack));
  }
}

/** What went wrong, and the lines of the story where it did; our own insides are left out. */
function tale(error) {
  const places = (error.stack ?? '').split('\n').filter((line) => line.includes('.story.mjs'));
  return [error.message ?? error, ...places].join('\n');
}

/**
 * Notes a check. The condition is a value, a promise, or a function; a function is asked again
 * until it holds or the patience is at its end, so that no story has to sleep.
 */
export async function check(sentence, condition) {
  if (typeof condition !== 'function') {
    const value = await Promise.resolve(condition).catch((error) => error);
    return note(sentence, complaintOf(value));
  }
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    let value;
    try {
      value = await condition();
    } catch (error) {
      value = error;
    }
    const complaint = complaintOf(value);
    if (complaint === undefined || Date.now() > end) return note(sentence, complaint);
    await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });
  }
}

function complaintOf(value) {
  if (value instanceof Error) return value.message;
  return value ? undefined : `it is ${JSON.stringify(value) ?? 'not so'}`;
}

/** Like `check` for two values that must be equal; says both when they are not. */
export function equal(sentence, found, wanted) {
  const same = JSON.stringify(found) === JSON.stringify(wanted);
  return note(sentence, same ? undefined : `found  ${JSON.stringify(found)}\nwanted ${JSON.stringify(wanted)}`);
}

/** Someone without an account in front of the firm's pages: a fresh browser of their own. */
export async function visitor(firm, { language = 'de', size = desk, theme = 'light', javaScript = true } = {}) {
  const context = await browser.newContext({
    baseURL: firm.address,
    locale: LOCALES[language],
    timezoneId: 'Europe/Vienna',
    colorScheme: theme,
    reducedMotion: 'reduce',
    viewport: { width: size.width, height: size.height },
    isMobile: size === phone,
    hasTouch: size === phone,
    javaScriptEnabled: javaScript,
    acceptDownloads: true,
  });
  contexts.add(context);
  context.setDefaultTimeout(PATIENCE_MS);
  context.setDefaultNavigationTimeout(NAVIGATION_LIMIT_MS);
  await context.addCookies([{ name: 'language', value: language, url: firm.address }]);
  context.on('page', (page) => listen(page));
  const page = await context.newPage();
  Object.assign(page, { look: `${language}, ${size.name}, ${theme}` });
  return page;
}

/** Someone with an account, signed in; the demo accounts share the password that the demo prints. */
export async function person(firm, email, { password = firm.password, ...options } = {}) {
  const page = await visitor(firm, options);
  await page.goto(SIGN_IN.path);
  await page.fill(`input[name="${SIGN_IN.email}"]`, email);
  await page.fill(`input[name="${SIGN_IN.password}"]`, password);
  await page.locator(`form:has(input[name="${SIGN_IN.password}"]) button[type="submit"]`).first().click();
  await page.waitForLoadState();
  await check(`${email} is signed in`, async () => {
    const asked = await page.locator(`input[name="${SIGN_IN.password}"]`).count();
    return asked === 0 || new Error(`still asked for a password at ${page.url()}`);
  });
  return page;
}

/** Everything that the browser itself complains about becomes a failed check. */
function listen(page) {
  page.on('pageerror', (error) => note(`no script error on ${here(page)}`, error.stack ?? error));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // The status of every answer is looked at below; the browser's own sentence about it would count it twice.
    if (/^Failed to load resource/.test(message.text())) return;
    note(`no complaint on the console of ${here(page)}`, message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    // The browser's own reader of PDFs is made of pages of its own.
    if (/^(data|blob|about|chrome|chrome-extension):/.test(url)) return;
    const { hostname } = new URL(url);
    if (hostname !== '127.0.0.1' && hostname !== 'localhost') note('no page asks another machine', url);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A page that is left, or a download that takes over, ends its request: nothing went wrong.
    if (why === 'net::ERR_ABORTED' || !runningFirmAt(request.url())) return;
    note(`no request fails on ${here(page)}`, `${request.method()} ${request.url()}: ${why}`);
  });
  page.on('response', (response) => {
    const status = response.status();
    // A page may refuse (404, 422): its story looks at it. A picture or a style that is missing is a fault.
    const own = response.request().isNavigationRequest();
    if (status >= 500 || (status >= 400 && !own)) {
      if (page.expectedStatus === status) return;
      note(`no answer is a fault on ${here(page)}`, `${response.request().method()} ${response.url()} was answered with ${status}`);
    }
  });
}

/** Lets a page meet a fault on purpose: `await expecting(page, 503, () => page.goto('/'))`. */
export async function expecting(page, status, action) {
  page.expectedStatus = status;
  try {
    return await action();
  } finally {
    page.expectedStatus = undefined;
  }
}

function here(page) {
  const url = page.url();
  return url.startsWith('http') ? new URL(url).pathname : url;
}

const axeSource = () => readFileSync(fetchedFile('axe-core/axe.min.js'), 'utf8');

/** Looks for accessibility violations; each one is a failed check with the place where it is. */
export async function axe(page, { except = [] } = {}) {
  await page.evaluate(axeSource());
  const found = await page.evaluate(
    ([tags, without]) => globalThis.axe.run({ exclude: without }, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }),
    [WCAG, except.map((selector) => [selector])],
  );
  const where = `${here(page)} (${page.look ?? ''})`;
  if (found.violations.length === 0) return note(`no accessibility violation on ${where}`);
  for (const { id, impact, help, nodes } of found.violations) {
    const places = nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary?.split('\n').slice(1).join(' ').trim()}`);
    note(`no violation of ${id} on ${where}`, [`${impact}: ${help}`, ...places].join('\n'));
  }
  return false;
}

/** No page is wider than the screen: tables scroll inside their box. */
export function fitsTheScreen(page) {
  return check(`${here(page)} is not wider than the screen (${page.look ?? ''})`, async () => {
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    return content <= screen || new Error(`${content} pixels on a screen of ${screen}`);
  });
}

/** A picture of the whole page in .tools/screens/STORY/, to be looked at by eye. */
export async function screenshot(page, name) {
  const folder = path.join(tools, 'screens', current.replace(/\.story\.mjs$/, ''));
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true });
  return file;
}

/** Saves the file that an action downloads; returns where it lies and how it is called. */
export async function download(page, action) {
  const [begun] = await Promise.all([page.waitForEvent('download'), action()]);
  const folder = path.join(tools, 'downloads', current.replace(/\.story\.mjs$/, ''));
  mkdirSync(folder, { recursive: true });
  const name = begun.suggestedFilename();
  const file = path.join(folder, name);
  await begun.saveAs(file);
  return { file, name, data: readFileSync(file) };
}

/** Hands files to an outside validator (sepa, pdf_text); each of its checks becomes one of ours. */
export function validate(validator, ...words) {
  const python = path.join(tools, 'venv/bin/python');
  const script = path.join(root, 'tests/validators', `${validator}.py`);
  const done = spawnSync(python, [script, ...words], { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', cwd: root });
  let sentence;
  let complaint = [];
  let checks = 0;
  const flush = () => {
    if (sentence === undefined) return;
    checks += 1;
    note(sentence, complaint.length > 0 ? complaint.join('\n') : undefined);
  };
  for (const line of done.stdout.split('\n')) {
    const [, verdict, text] = line.match(/^ {2}(ok {3}|FAIL )(.*)$/) ?? [];
    if (verdict) {
      flush();
      sentence = text;
      complaint = verdict === 'FAIL ' ? ['refused'] : [];
    } else if (line.startsWith('         ')) {
      complaint.push(line.trim());
    }
  }
  flush();
  if (checks === 0) note(`${validator} judges ${words.join(' ')}`, done.stderr || `exit code ${done.status}`);
}

/** A real SMTP server for the story; it can be busy for some mails and refuse some recipients. */
export async function mailServer({ folder, busyFor = 0, refuse = [] }) {
  const python = path.join(tools, 'venv/bin/python');
  const words = [path.join(root, 'tests/validators/smtp_sink.py'), '--folder', folder, '--busy-for', String(busyFor)];
  for (const address of refuse) words.push('--refuse', address);
  const child = spawn(python, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  const port = await new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (line) => resolve(Number(line.trim().split(':').pop())));
    child.once('exit', (code) => reject(new Error(`the mail server ended with ${code}`)));
  });
  return { folder, port, stop: () => child.kill('SIGTERM') };
}
