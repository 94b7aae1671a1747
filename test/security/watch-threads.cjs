// Loaded before anything else in every thread of a process: what reaches for the network, or for another program, is
// noted in the file that DICOMANON_WATCH names, and fails.
const { appendFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { threadId } = require('node:worker_threads');

const note = (text) => appendFileSync(process.env.DICOMANON_WATCH, `${text}\n`);

const WATCHED = {
  'node:net': ['connect', 'createConnection', 'createServer'],
  'node:tls': ['connect', 'createServer'],
  'node:http': ['request', 'get', 'createServer'],
  'node:https': ['request', 'get', 'createServer'],
  'node:http2': ['connect', 'createServer', 'createSecureServer'],
  'node:dgram': ['createSocket'],
  'node:dns': ['lookup', 'resolve', 'resolve4', 'resolve6', 'reverse'],
  'node:dns/promises': ['lookup', 'resolve', 'resolve4', 'resolve6', 'reverse'],
  'node:child_process': ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'],
};

function forbid(object, name, title) {
  object[name] = () => {
    note(`${title}.${name}`);
    throw new Error(`${title}.${name} is forbidden`);
  };
}

for (const [module, names] of Object.entries(WATCHED))
  for (const name of names) forbid(require(module), name, module);
for (const method of ['connect', 'listen'])
  for (const kind of ['Socket', 'Server']) {
    const { prototype } = require('node:net')[kind];
    if (prototype[method]) forbid(prototype, method, `node:net ${kind}`);
  }
for (const name of ['fetch', 'WebSocket', 'EventSource'])
  if (name in globalThis) forbid(globalThis, name, 'global');
syncBuiltinESMExports();

note(`thread ${threadId}`);
