// A firm under test: its own data folder, its own server process, started, stopped, killed and asked on the command line.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { copyDemoData, demoPassword } from './demo.mjs';
import { note } from './ledger.mjs';
import { program } from './tools.mjs';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;
const COMMAND_LIMIT_MS = 300_000;

/** Every firm of the story that runs now, so that none is left behind. */
const firms = new Set();

/**
 * Starts a firm. `seed` is 'demo' (a copy of the demo firm) or 'empty' (a new folder that the server makes itself);
 * `clock` sets the clock of a demo folder, as in 2026-10-31T09:00:00; `serve` are further words for `kontor serve`.
 */
export async function firm({ seed = 'demo', clock, serve = [], environment = {} } = {}) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'kontor-story-'));
  const data = path.join(home, 'data');
  const started = new Firm({ home, data, clock, serve, environment });
  firms.add(started);
  if (seed === 'demo') copyDemoData(data);
  await started.start();
  return started;
}

class Firm {
  constructor({ home, data, clock, serve, environment }) {
    Object.assign(this, { home, data, clock, serve, environment, running: false, printed: '', address: '' });
  }

  /** Starts the server and waits for the line with its address. A firm keeps its port when it is started again. */
  async start({ clock = this.clock } = {}) {
    this.clock = clock;
    const port = this.address ? new URL(this.address).port : '0';
    const words = ['serve', '--data', this.data, '--port', port, '--no-browser'];
    if (clock) words.push('--clock', clock);
    const began = this.printed.length;
    this.process = spawn(program(), [...words, ...this.serve], {
      stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...this.environment },
    });
    this.ended = new Promise((resolve) => this.process.once('exit', (code, signal) => {
      this.running = false;
      resolve({ code, signal });
    }));
    this.process.once('error', (error) => { this.printed += `${error}\n`; });
    const address = await new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`the firm did not start: ${why}\n${this.printed.slice(began)}`));
      const limit = setTimeout(() => fail(`no address within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
      const read = (chunk) => {
        this.printed += chunk;
        const line = this.printed.slice(began).match(/http:\/\/(?:127\.0\.0\.1|localhost):\d+/);
        if (line) { clearTimeout(limit); resolve(line[0]); }
      };
      this.process.stdout.setEncoding('utf8').on('data', read);
      this.process.stderr.setEncoding('utf8').on('data', (chunk) => { this.printed += chunk; });
      this.ended.then(({ code, signal }) => { clearTimeout(limit); fail(`it ended with ${code ?? signal}`); });
    });
    this.address = address;
    this.running = true;
    return this;
  }

  /** Asks the server to end, as a service manager does; a clean end has exit code 0. */
  async stop() {
    if (!this.running) return;
    this.running = false;
    this.process.kill('SIGTERM');
    const { code, signal } = await within(this.ended, STOP_LIMIT_MS, () => this.process.kill('SIGKILL'));
    if (code !== 0) note('the server ends cleanly when it is told to', `it ended with ${code ?? signal}`);
  }

  /** Ends the server without a word, as a power cut does. */
  async kill() {
    this.running = false;
    this.process.kill('SIGKILL');
    await this.ended;
  }

  async restart(options) {
    await this.stop();
    return this.start(options);
  }

  /** Runs another verb of the executable on this firm's data, while it serves or not. */
  command(...words) {
    const done = spawnSync(program(), [...words, '--data', this.data], {
      stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', timeout: COMMAND_LIMIT_MS, maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, ...this.environment },
    });
    return { code: done.status, out: done.stdout, err: done.stderr };
  }

  get password() {
    return demoPassword();
  }

  async end() {
    if (this.running) await this.stop();
    if (this.process?.exitCode === null && this.process.signalCode === null) await this.kill();
    if (/panicked at/.test(this.printed)) {
      note('the server never panics', this.printed.split('\n').filter((line) => line.includes('panicked')).join('\n'));
    }
    rmSync(this.home, { recursive: true, force: true });
    firms.delete(this);
  }
}

async function within(promise, limit, otherwise) {
  const timer = setTimeout(otherwise, limit);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

/** The firm whose server has this address, if it is meant to be running. */
export function runningFirmAt(url) {
  return [...firms].find((one) => one.running && url.startsWith(one.address));
}

export async function endFirms() {
  for (const one of [...firms]) await one.end();
}
