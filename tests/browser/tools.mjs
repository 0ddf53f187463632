// Where things lie: the repository, the tools that tests/run installed, the executable under test.
import { createRequire } from 'node:module';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const tools = process.env.KONTOR_TOOLS ?? path.join(root, '.tools');

const fromTools = createRequire(path.join(tools, 'package.json'));

/** A package that tests/run has put into .tools/. */
export function fetched(name) {
  try {
    return fromTools(name);
  } catch (error) {
    throw new Error(`${name} is not in ${tools}; tests/run installs it (${error.message})`);
  }
}

/** The path of a file inside such a package. */
export function fetchedFile(name) {
  return fromTools.resolve(name);
}

/** The executable that the stories talk to: KONTOR_BIN, else the debug build. */
export function program() {
  const file = process.env.KONTOR_BIN ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, 'target'), 'debug/kontor');
  if (!existsSync(file)) throw new Error(`${file} does not exist; cargo build makes it`);
  return file;
}

/** Changes whenever the executable is built anew. */
export function programStamp() {
  const { size, mtimeMs } = statSync(program());
  return `${program()} ${size} ${mtimeMs}`;
}
