// Plays every *.story.mjs in this folder against the executable: node tests/browser/run.mjs [WORD…]
// With words, only the stories whose file name contains one of them. Ends with the counts of all checks.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { closeBrowser, declaredStories, openBrowser, playStory } from './kit.mjs';
import { endFirms } from './firm.mjs';
import { close, note, openStory, total } from './ledger.mjs';
import { root, tools } from './tools.mjs';

const folder = process.env.KONTOR_STORIES ?? path.join(root, 'tests/browser');
const words = process.argv.slice(2);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await endFirms().catch(() => {});
    process.exit(130);
  });
}

async function main() {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.story.mjs'))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort();
  openStory('all stories');
  if (files.length === 0) note(`there is a story with one of the words ${words.join(', ')}`, 'there is none');
  try {
    await openBrowser();
  } catch (error) {
    note('the browser starts', error.message);
    return;
  }
  for (const file of files) {
    rmSync(path.join(tools, 'screens', file.replace(/\.story\.mjs$/, '')), { recursive: true, force: true });
    await import(pathToFileURL(path.join(folder, file)).href);
    const stories = declaredStories();
    if (stories.length === 0) note(`${file} declares a story`, 'it declares none');
    for (const one of stories) {
      const began = Date.now();
      const before = total();
      await playStory(file, one);
      if (total() === before) note(`“${one.title}” checks something`, 'it checks nothing');
      console.log(`  (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    }
  }
  await closeBrowser();
}

await main();
process.exit(close());
