// The Python of the lab's page: Pyodide's core and the kit, without JupyterLab, in a worker.
// First it is told where both lie; every later message is a list of actions in JSON.

let ask = null;
const waiting = [];

async function bytes(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.arrayBuffer();
}

async function start({ index, wheels }) {
  const fetched = Promise.all(wheels.map(bytes));
  fetched.catch(() => {});  // it is told below
  const { loadPyodide } = await import(`${index}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: index });
  for (const wheel of await fetched) python.unpackArchive(wheel, 'wheel');
  const panels = python.pyimport('sanctionslab.panels');
  ask = panels.lab_in_json(parts => postMessage({ parts }));
  postMessage({ ready: true });
  waiting.forEach(actions => ask(actions));
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
