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
const FOLDER = "/bytecode";
const KEEPER = "sanctionslab keeper";
const LOOK_AFTER = 5000; // milliseconds between looks at whether more was imported

async function shelf(use) {
  try { return await use(await caches.open(SHELF)); } catch { return undefined; }
}
const keep = (what, bytes) => shelf(kept => kept.put(what, new Response(bytes)));
const forget = what => shelf(kept => kept.delete(what));
const take = what => shelf(async kept => new Uint8Array(await (await kept.match(what)).arrayBuffer()));

const pyodide = async options => (await import(new URL("pyodide.mjs", options.indexURL).href)).loadPyodide;

export async function loadPyodide(options) {
  const start = await pyodide(options);
  const memory = await take(MEMORY);
  let python;
  if (memory) try { python = await start({...options, _loadSnapshot: memory}); } catch { await forget(MEMORY); }
  python ??= await start({...options});
  setTimeout(keepTheRest, LOOK_AFTER, options);
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
    const packed = python.pyimport("sanctionslab.browser").bytecode(FOLDER);
    const bytes = packed.toJs();
    packed.destroy();
    const there = await take(BYTECODE);
    if (!there || there.length < bytes.length) await keep(BYTECODE, bytes);
  }, LOOK_AFTER);
}

// A worker of its own does this, so that nobody waits for it: the memory of a fresh Python, then all files of the site that are not kept yet.
async function keepTheRest({indexURL, lockFileURL, env}) {
  if (!await take(MEMORY) || !await take(WHOLE))
    new Worker(import.meta.url, {type: "module", name: KEEPER}).postMessage({indexURL, lockFileURL, env});
}

async function keepMemory(options) {
  const start = await pyodide(options);
  const python = await start({...options, _makeSnapshot: true});
  await keep(MEMORY, python.makeMemorySnapshot());
}

// Fetches the files that are not kept, and anew what an earlier version of the site has left: asked with a query, they come from the site. Where
// the browser asks to save data, it does only the second.
async function keepSite(sparing) {
  const files = await (await fetch(new URL(`site.json?${VERSION}`, import.meta.url))).json();
  const kept = await caches.open("precache"); // where the service worker looks
  const old = (await caches.keys()).filter(name => name.startsWith(`sanctionslab ${SITE} `) && name !== SHELF);
  for (const file of files) {
    const url = new URL(file, new URL("../../", import.meta.url)).href;
    const there = await kept.match(url, {ignoreSearch: true});
    const elsewhere = file.includes("://");
    if (there ? !old.length || elsewhere : sparing) continue;
    const answer = await fetch(elsewhere ? url : `${url}?${VERSION}`);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    await kept.put(url, answer);
  }
  if (!sparing) await keep(WHOLE, "yes");
  for (const name of old) await caches.delete(name);
}

if (self.name === KEEPER) self.onmessage = async ({data: options}) => {
  if (!await take(MEMORY)) await keepMemory(options).catch(() => {});
  if (navigator.onLine) await keepSite(navigator.connection?.saveData).catch(() => {});
  self.close();
};
