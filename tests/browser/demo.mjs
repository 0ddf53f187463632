// The demo firm is played once a build, kept in .tools/demo/, and copied for each story.
// Run by itself it prints the folder, for other tests that need the demo firm's data.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { program, programStamp, tools } from './tools.mjs';

const folder = path.join(tools, 'demo');
const data = path.join(folder, 'data');
const stampFile = path.join(folder, 'stamp');
const signInsFile = path.join(folder, 'sign-ins.txt');
const PLAYING_LIMIT_MS = 10 * 60 * 1000;

/** Makes the demo data folder when this build has none yet; returns the folder and what was printed. */
export function demoData() {
  const fresh = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === programStamp();
  if (!fresh) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const began = Date.now();
    const done = spawnSync(program(), ['demo', '--seed-only', '--data', data], {
      stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', timeout: PLAYING_LIMIT_MS, maxBuffer: 64 * 1024 * 1024,
    });
    if (done.error || done.status !== 0 || !existsSync(data)) {
      const why = done.error?.message ?? `exit code ${done.status}`;
      throw new Error(`kontor demo --seed-only did not make the demo firm: ${why}\n${done.stdout}${done.stderr}`);
    }
    writeFileSync(signInsFile, `${done.stdout}\n${done.stderr}`);
    console.error(`the demo firm was played in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    writeFileSync(stampFile, programStamp());
  }
  return { data, printed: readFileSync(signInsFile, 'utf8') };
}

/** The one password of all demo accounts, as the executable printed it. */
export function demoPassword() {
  if (process.env.KONTOR_DEMO_PASSWORD) return process.env.KONTOR_DEMO_PASSWORD;
  const found = demoData().printed.match(/(?:passwor[dt]|密码)\s*[:：]?\s*(\S+)/i);
  if (!found) throw new Error('kontor demo --seed-only printed no line like “Password: …”');
  return found[1];
}

/** A copy of the demo data folder for one story. */
export function copyDemoData(to) {
  cpSync(demoData().data, to, { recursive: true, preserveTimestamps: true, mode: 0 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(demoData().data);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
