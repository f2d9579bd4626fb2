/* The controls of a panel: each with its name, a note, and a mark where it is changed. */

import { make, say, unique } from './dom.js';
import { searchField } from './search.js';

const LARGEST = 200_000;  // bytes of a file that is taken

/* The entries of a list; those of one kind that follow each other stand under its heading. */
function listed(options) {
  const entries = [];
  let group = null;
  for (const [value, words, kind] of options) {
    const entry = make('option', { value }, words);
    if (!kind) entries.push(entry);
    else if (group?.label === kind) group.append(entry);
    else entries.push(group = make('optgroup', { label: kind }, entry));
  }
  return entries;
}

/* What each kind is made of: `input` has the focus, `parts` stand under the name. */
const KINDS = {
  choice({ options }, id, act) {
    const input = make('select', { id, onchange: () => act(input.value) }, ...listed(options));
    const show = value => {
      if (![...input.options].some(option => option.value === value)) {
        input.append(make('option', { value }, value));  // several values at once
      }
      input.value = value;
    };
    return { input, parts: [input], show };
  },
  search: searchField,
  text({ hint }, id, act) {
    const input = make('input', { id, type: 'text', placeholder: hint, autocomplete: 'off' });
    let shown = '';
    const settle = () => {
      if (input.value === shown) return;
      shown = input.value;
      act(input.value);
    };
    input.addEventListener('change', settle);
    input.addEventListener('keydown', ({ key }) => key === 'Enter' && settle());
    const show = value => {
      shown = value;
      input.value = value;
    };
    return { input, parts: [input], show };
  },
  code(_, id) {
    const input = make('textarea', { id, rows: 11, readonly: true, spellcheck: 'false' });
    return { input, parts: [input], show: value => { input.value = value; } };
  },
  tick(_, id, act) {
    const input = make('input', { id, type: 'checkbox', onchange: () => act(input.checked) });
    return { input, parts: [input], show: value => { input.checked = value; } };
  },
  upload(_, id, act) {
    const take = async () => {
      const [file] = input.files;
      if (file) act(file.size > LARGEST ? '' : await file.text());
      input.value = '';  // so that the same file can be chosen again
    };
    const input = make('input', { id, type: 'file', accept: '.toml', onchange: take });
    return { input, parts: [input], show() {} };
  },
};

/* A button that gives the reader a file, made of the text that is shown. */
function download({ label, hint }) {
  let text = '';
  const give = () => {
    const href = URL.createObjectURL(new Blob([text], { type: 'application/toml' }));
    make('a', { href, download: hint }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  };
  const node = make('button', { type: 'button', onclick: give }, label);
  return { node, show(value) { text = value; } };
}

function button(name, { label }, act) {
  const node = make('button', { type: 'button', onclick: () => act(name, '') }, label);
  return { node, show() {} };
}

/* One control: its element, and `show(value, …)`. `act(name, value)` is called when it is moved. */
export function control(name, described, act) {
  const { kind, label } = described;
  if (kind === 'button') return button(name, described, act);
  if (kind === 'download') return download(described);
  const id = unique();
  const { input, parts, show } = KINDS[kind](described, id, value => act(name, value));
  const title = make('label', { for: id }, label);
  const note = make('span', { class: 'sl-note', id: `${id}-note`, hidden: true });
  const was = make('span', { class: 'sl-was', id: `${id}-was`, hidden: true });
  const mark = make('span', { class: 'sl-mark', id: `${id}-mark`, hidden: true });
  input.setAttribute('aria-describedby', `${id}-mark ${id}-was ${id}-note`);
  const besides = kind === 'tick' && make('span', {}, title, mark, was, note);
  const node = besides
    ? make('div', { class: 'sl-control sl-tick' }, ...parts, besides)
    : make('div', { class: 'sl-control' }, title, ...parts, was, note);
  return {
    node,
    show(value, { about = '', before = '', bearing = '', off = false }) {
      show(value);
      say(note, about);
      say(was, before && `changed, ${before}`);
      say(mark, bearing);
      node.classList.toggle('sl-changed', Boolean(before));
      input.disabled = off;
    },
  };
}

/* All controls of a panel by name. One may stand in several places: in each it is an element of its
   own. It is made anew only where what it is has changed. */
export function controlBox(asking) {
  const standing = new Map();  // by name and place
  const moved = new Set();
  let kit = {}, last = null;

  function showOne(one) {
    const { values, notes, changed, marks, off } = last, { name } = one;
    if (!(name in values) || asking.isOpen(name)) return;
    const more = {
      about: notes[name], before: changed[name], bearing: marks[name], off: off.includes(name),
    };
    const written = JSON.stringify([values[name], more]);
    if (one.written === written && !moved.has(one)) return;
    moved.delete(one);
    one.written = written;
    one.show(values[name], more);
  }

  return {
    take(other) {
      kit = other;
    },
    described: name => kit[name],
    node(name, place) {
      const key = `${name} in ${place}`, what = JSON.stringify(kit[name]);
      if (standing.get(key)?.what !== what) {
        const moving = (_, value) => {
          moved.add(one);  // it is set with the answer, even if its value is the old one
          asking.ask({ control: name, value }, kit[name].kind !== 'button');
        };
        const one = { name, what, ...control(name, kit[name], moving) };
        standing.set(key, one);
        if (last) showOne(one);
      }
      return standing.get(key).node;
    },
    show(state) {
      last = state;
      standing.forEach(showOne);
    },
  };
}
