// The Python of the lab's page: Pyodide's core and the kit, without JupyterLab, in a worker.
// First it is told where both lie, with the digest of each file: others are not taken, from
// whatever host. Every later message is a list of actions in JSON.
// Its memory, with the kit imported, is kept in the browser for the next visit.

const SHELF = `sanctionslab-lab ${new URL('.', import.meta.url)}`;
let ask = null;
const waiting = [];
const plain = self.fetch.bind(self);

/* A file that is what its digest says. If the browser has kept another, it is asked for anew. */
async function checked(address, digest) {
  const sure = { integrity: `sha256-${digest}` };
  const answer = await plain(address, sure)
    .catch(() => plain(address, { ...sure, cache: 'no-store' }))
    .catch(() => { throw new Error(`${address} is not there, or is not the file it should be`); });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/* The memory of an earlier visit, if it is that of the same files; undefined without. */
async function kept(key) {
  try {
    const there = await (await caches.open(SHELF)).match(key);
    return there && new Uint8Array(await there.arrayBuffer());
  } catch { return undefined; }
}

/* Keep a memory in the place of any other. If there is no room, the next start is as this one. */
async function keep(key, memory) {
  try {
    const shelf = await caches.open(SHELF);
    for (const other of await shelf.keys()) await shelf.delete(other);
    await shelf.put(key, new Response(memory));
  } catch { /* it is not kept */ }
}

/* The memory of a Python that has opened the lab once. */
function memoryOf(python) {
  python.runPython(`
from sanctionslab import editions, panels
panels.PagedLab()
editions.let_go_of_page()
del editions, panels
`);
  return python.makeMemorySnapshot();
}

async function start({ index, abi, runtime, wheels }) {
  const key = `${index}memory?${encodeURIComponent(Object.values({ ...runtime, ...wheels }))}`;
  const earlier = kept(key);
  const asked = digests => Object.entries(digests)
    .map(([address, digest]) => [address, checked(address, digest)]);
  const files = Object.fromEntries(asked(runtime).concat(asked(wheels)));
  await Promise.all(Object.values(files));  // nothing runs before all is checked
  self.fetch = (what, how) => files[what] ?? plain(what, how);
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    ['pyodide.mjs', 'pyodide.asm.mjs']
      .map(async name => module(await (await files[index + name]).blob())),
  );
  const lockFileContents = { info: { abi_version: abi }, packages: {} };
  const options = { indexURL: index, lockFileContents, createPyodideModule };
  const memory = await earlier;
  const python = memory
    ? await withRoom(memory, () => loadPyodide({ ...options, _loadSnapshot: memory }))
    : await loadPyodide({ ...options, _makeSnapshot: true });
  for (const wheel of Object.keys(wheels)) {
    python.unpackArchive(await (await files[wheel]).arrayBuffer(), 'wheel');
  }
  const made = memory ? null : memoryOf(python);
  ask = python.pyimport('sanctionslab.panels').lab_in_json(parts => postMessage({ parts }));
  postMessage({ ready: true });
  waiting.forEach(actions => ask(actions));
  if (made) await keep(key, made);
}

self.onmessage = async ({ data }) => {
  try {
    if (data.index) await start(data);
    else if (ask) ask(data.actions);
    else waiting.push(data.actions);
  } catch (error) {
    postMessage({ failed: String(error.message ?? error).trim().split('\n').at(-1) });
  }
};
