// A Python in a page and nothing else: Pyodide's core, the kit, one verdict. Nothing can be faster.
// It is told the places of both by its own address.

const places = new URL(import.meta.url).searchParams;
const index = places.get('index');
const kit = fetch(places.get('kit')).then(answer => answer.arrayBuffer());
const { loadPyodide } = await import(`${index}pyodide.mjs`);
const python = await loadPyodide({ indexURL: index });
python.unpackArchive(await kit, 'wheel');
postMessage(python.runPython(`
import sanctionslab as sl
str(sl.classify(sl.case("aurus-2024-02")).verdict)
`));
