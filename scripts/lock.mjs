// One embedded database has one master: who holds the data folder is written in it.
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, isAlive } from './pg.mjs';

const fileIn = (dataDir) => join(dataDir, 'running.json');

/** Who holds the folder now: `{ pid, kind, url, databaseUrl }`, or nothing when nobody does or its holder was killed. */
export function holderOf(dataDir) {
  let holder;
  try {
    holder = JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
  } catch {
    return undefined; // no file, or one cut short by a full disk or a kill: nobody holds it
  }
  const lives = isAlive(holder.pid) && /scripts[\\/](start|cli)\.mjs/.test(commandOf(holder.pid)); // numbers are given again after a reboot
  return lives ? holder : undefined;
}

/** Takes the folder, and answers with how to describe it and give it back; or with the holder who was first. */
export function takeHold(dataDir, kind) {
  const file = fileIn(dataDir);
  const mine = { pid: process.pid, kind };
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      write(file, 'wx', mine);
      return {
        describe: (facts) => write(file, 'w', { ...mine, ...facts }),
        release: () => rmSync(file, { force: true }),
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = holderOf(dataDir);
      if (holder) return { holder };
      rmSync(file, { force: true });
    }
  }
  return { holder: holderOf(dataDir) ?? { pid: 0, kind } };
}

function write(file, mode, facts) {
  const handle = openSync(file, mode);
  try {
    writeSync(handle, JSON.stringify(facts));
  } finally {
    closeSync(handle);
  }
}
