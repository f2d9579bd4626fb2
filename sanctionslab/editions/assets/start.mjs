// Starts Python in a page. JupyterLite asks this module for `loadPyodide` where it would ask Pyodide.
//
// Most of a start is the same each time: Python sets itself up, and compiles what it imports. So a first start leaves both in this
// browser, the memory of a Python that has just set itself up and the bytecode of what was imported, and later starts take them up.
// Where something cannot be kept, or does not fit any more, Python starts as ever.

const SITE = new URL(".", import.meta.url).href;
const VERSION = "VERSION_OF_SITE";
const SHELF = `sanctionslab ${SITE} ${VERSION}`;
const MEMORY = new URL("memory", import.meta.url).href;
const BYTECODE = new URL("bytecode", import.meta.url).href;
const WHOLE = new URL("whole", import.meta.url).href;
const LIST = new URL("site.json", import.meta.url).href;
const ROOT = new URL("../../", import.meta.url);
const FOLDER = "/bytecode";
const KEEPER = "sanctionslab keeper";
const LOOK_AFTER = 5000; // milliseconds between looks at whether more was imported
const LEFT_FREE = 3e8; // bytes of storage left for the learner's own work

async function shelf(use) {
  try { return await use(await caches.open(SHELF)); } catch { return undefined; }
}
const keep = (what, bytes) => shelf(kept => kept.put(what, new Response(bytes)));
const forget = what => shelf(kept => kept.delete(what));
const take = what => shelf(async kept => new Uint8Array(await (await kept.match(what)).arrayBuffer()));

const pyodide = async options => (await import(new URL("pyodide.mjs", options.indexURL).href)).loadPyodide;

export async function loadPyodide(options) {
  let python;
  try {
    const start = await pyodide(options);
    const memory = await take(MEMORY);
    if (memory) try { python = await start({...options, _loadSnapshot: memory}); } catch { await forget(MEMORY); }
    python ??= await start({...options});
  } finally {
    setTimeout(keepTheRest, LOOK_AFTER, options);
  }
  python.FS.mkdirTree(FOLDER);
  python.runPython(`import random, sys; random.seed(); sys.pycache_prefix = "${FOLDER}"; sys.dont_write_bytecode = False; del random, sys`);
  const bytecode = await take(BYTECODE);
  if (bytecode) try { python.unpackArchive(bytecode, "zip", {extractDir: FOLDER}); } catch { await forget(BYTECODE); }
  keepBytecode(python);
  return python;
}

// Keeps it when no more was imported for a while, and only if it is more than what another notebook has kept.
function keepBytecode(python) {
  let seen = 0, kept = 0;
  setInterval(async () => {
    const modules = python.runPython("len(__import__('sys').modules)");
    const settled = modules === seen;
    seen = modules;
    if (!settled || modules === kept) return;
    kept = modules;
    const packed = python.pyimport("sanctionslab.editions").bytecode(FOLDER);
    const bytes = packed.toJs();
    packed.destroy();
    const there = await take(BYTECODE);
    if (!there || there.length < bytes.length) await keep(BYTECODE, bytes);
  }, LOOK_AFTER);
}

// A worker of its own does this, so that nobody waits for it: the memory of a fresh Python, then all files of the site.
async function keepTheRest({indexURL, lockFileURL, env}) {
  if (!await shelf(() => true) || (await take(MEMORY) && await take(WHOLE))) return;
  const {quota, usage} = await navigator.storage.estimate();
  if (quota - usage > LEFT_FREE) new Worker(import.meta.url, {type: "module", name: KEEPER}).postMessage({indexURL, lockFileURL, env});
  else for (const name of await earlier()) await caches.delete(name);
}

const earlier = async () => (await caches.keys()).filter(name => name.startsWith(`sanctionslab ${SITE} `) && name !== SHELF);

async function keepMemory(options) {
  const start = await pyodide(options);
  const python = await start({...options, _makeSnapshot: true});
  await keep(MEMORY, python.makeMemorySnapshot());
}

// Puts all files of this version on its shelf: those that have not changed from the whole shelf of an earlier version, the others from the site, each
// checked against its digest. Only a whole shelf is marked, and only then do earlier ones go. The service worker takes files from the marked one.
async function keepSite() {
  const {version, files} = await (await fetch(LIST, {cache: "no-store"})).json();
  if (version !== VERSION) return; // the site has just changed: the next visit sees to it
  const kept = await caches.open(SHELF);
  const others = await earlier();
  let before, had;
  for (const name of others) {
    const other = await caches.open(name);
    if (await other.match(WHOLE)) [before, had] = [other, (await (await other.match(LIST)).json()).files];
  }
  if (navigator.connection?.saveData && !before) return;
  for (const [file, digest] of Object.entries(files)) {
    const url = new URL(file, ROOT).href;
    if (await kept.match(url)) continue;
    const sure = digest ? {integrity: `sha256-${digest}`} : {};
    const answer = had?.[file] === digest && await before.match(url)
      || await fetch(url, sure).catch(() => fetch(url, {...sure, cache: "no-store"})); // first what the browser has of this visit
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    await kept.put(url, new Response(answer.body, {headers: {"content-type": answer.headers.get("content-type") ?? ""}}));
  }
  await kept.put(LIST, new Response(JSON.stringify({version, files})));
  await keep(WHOLE, "yes");
  for (const name of others) await caches.delete(name);
}

if (self.name === KEEPER) self.onmessage = async ({data: options}) => {
  await navigator.locks.request(KEEPER, {ifAvailable: true}, async free => {
    if (free && !await take(MEMORY)) await keepMemory(options).catch(() => {});
    if (free && !await take(WHOLE)) await keepSite().catch(() => {});
  });
  self.close();
};
