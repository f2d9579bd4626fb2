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
const DIGESTS = new URL("runtime.json", import.meta.url).href;
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

// The files that Python consists of, wherever they lie, by name. None is other than its digest says. Each is fetched once and kept under its digest, so
// that neither the keeper nor a later start asks for it again, whatever the server says of keeping. If they do not fit, all are asked for anew.
async function parts(indexURL, cache) {
  const digests = await (await fetch(DIGESTS, {cache})).json();
  const got = await Promise.all(Object.entries(digests).map(async ([name, digest]) => {
    const url = new URL(name, indexURL).href, there = await shelf(kept => kept.match(keyed(url, digest)));
    const answer = there ?? await fetch(url, {integrity: `sha256-${digest}`, cache});
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    const blob = await answer.blob();
    if (!there) shelf(kept => kept.put(keyed(url, digest), response(blob, answer)));
    return [name, blob];
  }));
  return Object.fromEntries(got);
}

const keyed = (url, digest) => `${url}?${encodeURIComponent(digest)}`;
const response = (body, {headers}) => new Response(body, {headers: {"content-type": headers.get("content-type") ?? ""}});

async function module(blob) {
  const url = URL.createObjectURL(new Blob([blob], {type: "text/javascript"}));
  try { return await import(url); } finally { URL.revokeObjectURL(url); }
}

// Pyodide's own `loadPyodide`, made of checked parts. It is told of its module, and asks for the other two by `fetch`.
async function pyodide({indexURL}) {
  const got = await parts(indexURL).catch(() => parts(indexURL, "no-store"));
  const {loadPyodide: load} = await module(got["pyodide.mjs"]);
  const {default: createPyodideModule} = await module(got["pyodide.asm.mjs"]);
  const types = {"pyodide.asm.wasm": "application/wasm", "python_stdlib.zip": "application/zip"};
  const ask = self.fetch;
  self.fetch = async (what, how) => {
    const name = Object.keys(types).find(part => new URL(part, indexURL).href === String(what));
    return name ? new Response(got[name], {headers: {"content-type": types[name]}}) : ask(what, how);
  };
  return options => load({...options, createPyodideModule});
}

export async function loadPyodide(options) {
  const start = await pyodide(options), memory = await take(MEMORY);
  let python;
  if (memory) try { python = await start({...options, _loadSnapshot: memory}); } catch { await forget(MEMORY); }
  python ??= await start(options);
  python.FS.mkdirTree(FOLDER);
  python.runPython(`import random, sys; random.seed(); sys.pycache_prefix = "${FOLDER}"; sys.dont_write_bytecode = False; del random, sys`);
  const bytecode = await take(BYTECODE);
  if (bytecode) try { python.unpackArchive(bytecode, "zip", {extractDir: FOLDER}); } catch { await forget(BYTECODE); }
  keepWhenSettled(python, options);
  return python;
}

// Keeps the bytecode when no more was imported for a while, and only if it is more than what another notebook has kept. The rest follows after that:
// nobody waits for Python any more.
function keepWhenSettled(python, options) {
  let seen = 0, kept = 0;
  setInterval(async () => {
    const modules = python.runPython("m = __import__('sys').modules; 'pyodide_kernel' in m and len(m)");
    const settled = modules && modules === seen;
    seen = modules;
    if (!settled || modules === kept) return;
    if (!kept) keepTheRest(options);
    kept = modules;
    const packed = python.pyimport("sanctionslab.editions").bytecode(FOLDER);
    const bytes = packed.toJs();
    packed.destroy();
    const there = await take(BYTECODE);
    if (!there || there.length < bytes.length) await keep(BYTECODE, bytes);
  }, LOOK_AFTER);
}

// A worker of its own does this, so that nobody waits for it: the memory of a fresh Python, then all files of the site. Of a page that is not `whole`,
// as the lab alone, the files follow only if an earlier version was kept: whoever tries the lab has not asked for the notebooks.
async function keepTheRest({indexURL, lockFileURL, env, whole}) {
  if (!await shelf(() => true) || (await take(MEMORY) && await take(WHOLE))) return;
  new Worker(import.meta.url, {type: "module", name: KEEPER}).postMessage({options: {indexURL, lockFileURL, env}, whole});
}

const earlier = async () => (await caches.keys()).filter(name => name.startsWith(`sanctionslab ${SITE} `) && name !== SHELF);

async function keepMemory(options) {
  const start = await pyodide(options);
  const python = await start({...options, _makeSnapshot: true});
  await keep(MEMORY, python.makeMemorySnapshot());
}

// Puts all files of this version on its shelf: those that have not changed from the whole shelf of an earlier version, the others from the site, each
// checked against its digest. Only a whole shelf is marked, and only then do earlier ones go. The service worker takes files from the marked one.
async function keepSite({whole, asked}) {
  const {version, files} = await (await fetch(LIST, {cache: "no-store"})).json();
  if (version !== VERSION) return; // the site has just changed: the next visit sees to it
  const kept = await caches.open(SHELF);
  const others = await earlier();
  let before, had;
  for (const name of others) {
    const other = await caches.open(name);
    if (await other.match(WHOLE)) [before, had] = [other, (await (await other.match(LIST)).json()).files];
  }
  const {saveData, type} = navigator.connection ?? {};
  if (!asked && !before && (!whole || saveData || type === "cellular")) return;
  for (const [file, digest] of Object.entries(files)) {
    const url = new URL(file, ROOT).href;
    if (await kept.match(url)) continue;
    const sure = {integrity: `sha256-${digest}`};
    const answer = await kept.match(keyed(url, digest)) || had?.[file] === digest && await before.match(url)
      || await fetch(url, sure).catch(() => fetch(url, {...sure, cache: "no-store"})); // first what the browser has of this visit
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    await kept.put(url, response(answer.body, answer));
    await kept.delete(keyed(url, digest));
  }
  await kept.put(LIST, new Response(JSON.stringify({version, files})));
  await keep(WHOLE, "yes");
  for (const name of others) await caches.delete(name);
}

// Asked by a page whose Python has started, which tells its options, or by a reader on the landing page. Answers whether the site is kept whole.
if (self.name === KEEPER) self.onmessage = async ({data}) => {
  await navigator.locks.request(KEEPER, async () => {
    const {quota, usage} = await navigator.storage.estimate();
    if (quota - usage < LEFT_FREE) for (const name of await earlier()) await caches.delete(name);
    else {
      if (data.options && !await take(MEMORY)) await keepMemory(data.options).catch(() => {});
      if (!await take(WHOLE)) await keepSite(data).catch(() => {});
    }
  });
  self.postMessage(Boolean(await take(WHOLE)));
  self.close();
};
