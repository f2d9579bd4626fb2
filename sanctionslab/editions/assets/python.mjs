// What the two ways share to start a Python in a page. It is put before start.mjs, which JupyterLite
// asks, and before labpython.mjs, the worker of the lab's page.

/* A module, of a script that was checked. */
async function module(script) {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try { return await import(url); } finally { URL.revokeObjectURL(url); }
}

/* A memory that had grown is larger than that of a new Python, which has to grow before it takes the
   other up: `work` starts it. */
async function withRoom({ length }, work) {
  const own = {};
  for (const name of ['instantiate', 'instantiateStreaming']) {
    own[name] = WebAssembly[name];
    WebAssembly[name] = async (...what) => {
      const made = await own[name].apply(WebAssembly, what);
      const { memory } = (made.instance ?? made).exports;
      const missing = memory ? Math.ceil((length - memory.buffer.byteLength) / 65536) : 0;
      if (missing > 0) memory.grow(missing);
      return made;
    };
  }
  try { return await work(); } finally { Object.assign(WebAssembly, own); }
}
