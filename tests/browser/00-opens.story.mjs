// The very first thing: the start page opens, for everyone, however they look at it.
import { axe, check, desk, equal, firm, fitsTheScreen, languages, screenshot, sizes, story, themes, visitor } from './kit.mjs';

story('The start page of the demo firm opens in every language, on every screen, by day and by night', async () => {
  const shop = await firm({ seed: 'demo', clock: '2026-10-31T09:00:00' });
  for (const language of languages) {
    for (const size of sizes) {
      for (const theme of themes) {
        const page = await visitor(shop, { language, size, theme });
        const answer = await page.goto('/');
        equal(`the start page is there (${page.look})`, answer.status(), 200);
        await check(`it says that it is written in ${language}`, async () => {
          const found = await page.locator('html').getAttribute('lang');
          return found?.split('-')[0] === language || new Error(`lang is ${found}`);
        });
        await check('it has a title', async () => (await page.title()).trim().length > 0);
        equal('it has one main heading', await page.locator('h1').count(), 1);
        await fitsTheScreen(page);
        await axe(page);
        await screenshot(page, `start-${language}-${size.name}-${theme}`);
        await page.context().close();
      }
    }
  }
});

story('The start page works without JavaScript', async () => {
  const shop = await firm({ seed: 'demo', clock: '2026-10-31T09:00:00' });
  const page = await visitor(shop, { javaScript: false });
  equal('the start page is there', (await page.goto('/')).status(), 200);
  await check('its heading can be read', () => page.locator('h1').isVisible());
});

story('A firm that has not been set up offers three doors, and only to its own machine', async () => {
  const shop = await firm({ seed: 'empty' });
  const page = await visitor(shop, { size: desk });
  equal('the first page is there', (await page.goto('/')).status(), 200);
  await check('it has one main heading', async () => (await page.locator('h1').count()) === 1);
  await axe(page);
  await screenshot(page, 'first-page');
});
