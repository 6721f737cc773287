#!/usr/bin/env node
// Plain JavaScript on purpose: it must run on the old Node that many machines still carry, and hand over to the
// Node that the project brings with it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Node resolves symlinks of the main module, so this is the package's own folder however it was called.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const own = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
const shell = join(root, 'src', 'shell.ts');

if (Number(process.versions.node.split('.')[0]) >= 24) {
  silenceExperimental();
  await import('../src/shell.ts');
} else if (existsSync(own)) {
  handOver();
} else {
  await import('./preflight.js');
}

function handOver() {
  const args = ['--disable-warning=ExperimentalWarning', shell, ...process.argv.slice(2)];
  const child = spawn(own, args, { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; the child decides what comes of it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`Could not start ${own}: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 2;
    else endAs(signal);
  });
}

/** Ends by the same signal, so that a calling script sees what happened. */
function endAs(signal) {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** What --disable-warning=ExperimentalWarning does, for a process that already runs. */
function silenceExperimental() {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') process.stderr.write(`${warning.name}: ${warning.message}\n`);
  });
}
