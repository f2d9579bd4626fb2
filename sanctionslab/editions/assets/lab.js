/* The lab as a page. This stands behind the modules of the panels, in one script with them
   and in braces of its own, so that no name is taken twice.

   A view is answered from a file where it was made before: a single change of the first case, and
   the first view of each case. Whatever else is asked goes to Python, in a worker of its own. */

const told = id => JSON.parse(document.getElementById(id).textContent);
const FIRST = told('first'), { index, abi, runtime, wheels, folder } = told('settings');
const TOGETHER = 8;  // answers in a file, as labanswers.py has it
const line = document.getElementById('python');

/* Light or dark, as the reader's system has it. */
const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => { document.documentElement.dataset.jpThemeLight = String(!dark.matches); };
dark.addEventListener('change', theme);
theme();

/* Every text, list and object of a value, itself first, by the order of keys. */
function* partsOf(value) {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return;
  yield value;
  if (Array.isArray(value)) for (const part of value) yield* partsOf(part);
  else if (typeof value === 'object') {
    for (const key of Object.keys(value).sort()) yield* partsOf(value[key]);
  }
}

const KNOWN = [...partsOf(FIRST)];

/* The views of a file. What they share with the first view is the same object, so that the panel
   sees what has not changed. */
function unpacked({ views, new: more }) {
  const made = [...KNOWN];
  function whole(value) {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(whole);
    if ('=' in value) return made[value['=']];
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, whole(part)]));
  }
  for (const one of more) made.push(whole(one));
  return views.map(whole);
}

const files = new Map();

/* The bytes of a stored file, fetched once. */
function bytesOf(name) {
  const fetched = async () => {
    const answer = await fetch(`${folder}/${name}.packed`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.blob();
  };
  if (!files.has(name)) {
    const file = fetched();
    file.catch(() => files.delete(name));
    files.set(name, file);
  }
  return files.get(name);
}

/* The views in a stored file. */
async function stored(name) {
  const plain = (await bytesOf(name)).stream().pipeThrough(new DecompressionStream('gzip'));
  return unpacked(await new Response(plain).json());
}

/* In which file a move of the first view is answered, and at which place; null for none. */
function placeOf({ control, value }) {
  const { kind, options } = FIRST.kit[control] ?? {};
  if (control === 'case' || control === 'argument') return null;
  if (kind === 'tick') return { name: `${control}-0`, place: Number(value) };
  if (kind !== 'choice' && kind !== 'search') return null;
  const at = options.findIndex(([known]) => known === value);
  return at < 0 ? null : { name: `${control}-${Math.floor(at / TOGETHER)}`, place: at % TOGETHER };
}

const START = { control: 'case', value: FIRST.state.values.case };
const idsOf = seen => seen.state.verdict.changes.map(([id]) => id);

async function firstOf(name) {
  return name === START.value ? FIRST : (await stored(`case-${name}`))[0];
}

/* The case as it was, with the word that nothing is changed now. */
async function afterReset(name) {
  const next = await firstOf(name), [{ state: { message } }] = await stored('reset');
  const way = [{ control: 'case', value: name }];
  return { next: { ...next, state: { ...next.state, message } }, way };
}

/* The view that was made for an action before, with the actions that lead there; null for none. */
async function storedAnswer(seen, action) {
  const { control, value } = action, { values } = seen.state, ids = idsOf(seen);
  if (values.argument || !values.case) return null;
  if (control === 'case') return value ? { next: await firstOf(value), way: [action] } : null;
  if (control === 'reset') return afterReset(values.case);
  if (control === 'take_back' && ids.length === 1) return afterReset(values.case);
  const found = placeOf(action);
  if (!found || values.case !== START.value || ids.length > 1) return null;
  const views = await stored(found.name), next = views[found.place];
  if (!next) return null;
  if (ids.length) {
    const own = views.find(one => one && idsOf(one).length);
    if (!own || idsOf(own)[0] !== ids[0]) return null;  // two would be changed
    if (next !== FIRST && !idsOf(next).length) return null;  // refused: what was changed stays so
  }
  return { next, way: [START, action] };
}

/* Python, in a worker: started when first needed, or when the page has nothing else to do. */
let worker = null;
function python() {
  if (worker) return worker;
  worker = new Worker(`${folder}/python.mjs`, { type: 'module' });
  const here = (digests, from = '') => Object.fromEntries(Object.entries(digests)
    .map(([place, digest]) => [new URL(from + place, location.href).href, digest]));
  worker.postMessage({
    index: new URL(index, location.href).href, abi,
    runtime: here(runtime, index), wheels: here(wheels),
  });
  worker.onmessage = ({ data: { parts, ready, failed } }) => {
    if (parts) takeParts(JSON.parse(parts));
    else if (ready) document.documentElement.dataset.python = 'ready';
    else lose(failed);
  };
  worker.onerror = event => lose(event.message || 'its worker did not start');
  return worker;
}

let view = FIRST, asked = null;
let way = [START];  // the actions by which the page came to stand where it stands,
let sent = 0;  // of which Python has had so many
const show = drawPanel(document.getElementById('lab'), act);

function shown(next) {
  view = next;
  show(view);
  performance.mark('lab shown');
}

const answered = ({ view: by, number }) => ({ view: by, number });

async function act(action) {
  const found = await storedAnswer(view, action).catch(() => null);
  if (found) {
    [way, sent] = [found.way, 0];
    const state = { ...found.next.state, answered: answered(action) };
    return shown({ ...found.next, state });
  }
  asked = action;
  const isThere = document.documentElement.dataset.python;
  line.textContent = isThere ? ''
    : 'This needs Python, which is starting. The answer comes by itself.';
  python().postMessage({ actions: JSON.stringify([...way.slice(sent), action]) });
}

function takeParts(parts) {
  if (parts.state) {
    line.textContent = '';
    way = asked.control === 'case' ? [asked] : [...way, asked];
    [sent, asked] = [way.length, null];
  } else if (sent < way.length) return;  // late, for a view that is left
  shown({ ...view, ...changed(parts) });
}

/* The parts that are not as they are shown: what is the same stays where it is, and keeps the focus. */
function changed(parts) {
  const isNew = ([name, part]) => JSON.stringify(part) !== JSON.stringify(view[name]);
  return Object.fromEntries(Object.entries(parts).filter(isNew));
}

/* Python is not there. What it was asked for stays undone, and is said. */
function lose(reason) {
  worker?.terminate();
  [worker, sent] = [null, 0];
  delete document.documentElement.dataset.python;
  line.textContent = '';
  if (!asked) return;
  const words = 'Nothing was changed: this needs Python, and Python did not start '
    + `(${reason}). It is fetched as soon as there is a network. Single changes `
    + 'of the first case are answered without it: press Reset for them.';
  const state = { ...view.state, answered: answered(asked), message: { kind: 'alert', words } };
  asked = null;
  shown({ ...view, state });
}

/* When all is quiet: the answers, few at a time, so that moves need no network, and then Python. Not
   for those who pay for every byte. */
async function getReady() {
  const names = Object.entries(FIRST.kit).flatMap(([control, { kind, options = [] }]) => {
    const values = kind === 'tick' ? [true] : options.map(([value]) => value);
    return values.map(value => placeOf({ control, value })?.name);
  });
  const left = [...new Set(['reset', ...names.filter(Boolean)])];
  const fetchOn = async () => {
    while (left.length) await bytesOf(left.shift()).catch(() => null);
  };
  await Promise.all([1, 2, 3].map(fetchOn));  // a browser asks for six at once: moves come between
  document.documentElement.dataset.kept = 'yes';
  python();
}

show(view);
keepKeys();
performance.mark('lab there');
const { saveData, type } = navigator.connection ?? {};
if (!saveData && type !== 'cellular') addEventListener('load', () => setTimeout(getReady, 500));
