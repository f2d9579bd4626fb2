// Starts Python in a page. JupyterLite asks this module for `loadPyodide` where it would ask Pyodide.
//
// Most of a start is the same each time: Python sets itself up, compiles and imports. So a first start leaves in this browser the memory
// of a Python that has done so, and the bytecode of what was imported besides, and later starts take them up.
// Where something cannot be kept, or does not fit any more, Python starts as ever.

const SITE = new URL(".", import.meta.url).href;
const VERSION = "VERSION_OF_SITE";
const SHELF = `sanctionslab ${SITE} ${VERSION}`;
const MEMORY = new URL("memory", import.meta.url).href;
const TRIED = new URL("tried", import.meta.url).href;
const BYTECODE = new URL("bytecode", import.meta.url).href;
const WHOLE = new URL("whole", import.meta.url).href;
const DIGESTS = new URL("runtime.json", import.meta.url).href;
const LIST = new URL("site.json", import.meta.url).href;
const ROOT = new URL("../../", import.meta.url);
const FOLDER = "/bytecode";
const KEEPER = "sanctionslab keeper";
// Imported in the memory that is kept. What speaks with the page is left to each start, and so is what is not pure Python.
const IMPORTED = `
import IPython.core.completer, IPython.core.interactiveshell, comm, sanctionslab as sl, traitlets
from sanctionslab.editions import let_go_of_page
sl.classify(sl.case(next(iter(sl.cases()))))
let_go_of_page()
del IPython, comm, let_go_of_page, sl, traitlets
`;
const SPEAKS = ["micropip", "piplite", "pyodide-kernel"];
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
    const answer = there ?? await fetch(url, {integrity: `sha256-${digest}`, cache}).catch(() => { throw other(name); });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    const blob = await answer.blob();
    if (!there) shelf(kept => kept.put(keyed(url, digest), response(blob, answer)));
    return [name, blob];
  }));
  return Object.fromEntries(got);
}

const other = name => new Error(`${name} is not there, or is not the file it should be`);
const keyed = (url, digest) => `${url}?${encodeURIComponent(digest)}`;
const response = (body, {headers}) => new Response(body, {headers: {"content-type": headers.get("content-type") ?? ""}});

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

// A page that waits for Python (waiting.js) is told why it does not come.
export async function loadPyodide(options) {
  try { return await started(options); } catch (error) {
    const page = new BroadcastChannel(`sanctionslab ${SITE}`);
    page.postMessage({failed: String(error.message ?? error).trim().split("\n").at(-1)});
    page.close();
    throw error;
  }
}

async function started(options) {
  const start = await pyodide(options), memory = await memoryToTry();
  let python;
  if (memory) try { python = await withRoom(memory, () => start({...options, _loadSnapshot: memory})); } catch { await forget(MEMORY); }
  python ??= await start(options);
  const missing = options.packages.find(name => !(name in python.loadedPackages));
  if (missing) throw other(`the package ${missing}`);
  compileInto(python);
  python.runPython("import importlib, random; importlib.invalidate_caches(); random.seed(); del importlib, random");
  const bytecode = await take(BYTECODE);
  if (bytecode) try { python.unpackArchive(bytecode, "zip", {extractDir: FOLDER}); } catch { await forget(BYTECODE); }
  keepWhenSettled(python, options);
  return python;
}

// The memory that is kept, unless a Python that took it up did not come as far as a kernel: then there is something wrong with it.
async function memoryToTry() {
  if (await take(TRIED)) for (const what of [MEMORY, TRIED]) await forget(what);
  const memory = await take(MEMORY);
  if (memory) await keep(TRIED, "yes");
  return memory;
}

function compileInto(python) {
  python.FS.mkdirTree(FOLDER);
  python.runPython(`import sys; sys.pycache_prefix = "${FOLDER}"; sys.dont_write_bytecode = False; del sys`);
}

// Keeps the bytecode when no more was imported for a while, and only if it is more than what another notebook has kept. The rest follows after that:
// nobody waits for Python any more.
function keepWhenSettled(python, options) {
  let seen = 0, kept = 0;
  const count = () => python.runPython("m = __import__('sys').modules; 'pyodide_kernel' in m and len(m)");
  const up = setInterval(() => {
    if (!count()) return;
    clearInterval(up);
    forget(TRIED);
  }, LOOK_AFTER / 10);
  setInterval(async () => {
    const modules = count();
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
async function keepTheRest({indexURL, lockFileURL, env, packages, whole}) {
  if (!await shelf(() => true) || (await take(MEMORY) && await take(WHOLE))) return;
  new Worker(import.meta.url, {type: "module", name: KEEPER}).postMessage({options: {indexURL, lockFileURL, env, packages}, whole});
}

const earlier = async () => (await caches.keys()).filter(name => name.startsWith(`sanctionslab ${SITE} `) && name !== SHELF);

async function keepMemory({packages, ...options}) {
  const start = await pyodide(options);
  const python = await start({...options, _makeSnapshot: true});
  const extractDir = python.runPython("__import__('site').getsitepackages()[0]"); // where later starts have them too
  compileInto(python);
  for (const [url, integrity] of await wheels(options, packages)) {
    const answer = await fetch(url, {integrity});
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    python.unpackArchive(await answer.arrayBuffer(), "wheel", {extractDir});
  }
  python.runPython(IMPORTED);
  await keep(MEMORY, python.makeMemorySnapshot());
}

// Where the wheels are, each with its digest, of all packages that a kernel loads, and of what they need, which are pure Python and do not speak
// with the page.
async function wheels({lockFileURL}, names) {
  const {packages} = await (await fetch(lockFileURL)).json(), found = new Set(), queue = names.filter(name => !SPEAKS.includes(name));
  for (const name of queue) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...packages[name].depends.map(need => need.toLowerCase().replaceAll("_", "-")));
  }
  const pure = [...found].map(name => packages[name]).filter(({file_name: file}) => file.endsWith("-none-any.whl"));
  return pure.map(({file_name: file, sha256}) => [new URL(file, lockFileURL).href, `sha256-${inBase64(sha256)}`]);
}

const inBase64 = hex => btoa(String.fromCharCode(...hex.match(/../g).map(two => parseInt(two, 16))));

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
