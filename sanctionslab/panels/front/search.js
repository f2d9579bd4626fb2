/* A list that is searched by typing: a combobox with a listbox, after the pattern of WAI-ARIA. */

import { make, say } from './dom.js';

/* The options that fit what was typed: by their words, or where none does, by their kind. */
export function fitting(options, typed) {
  const asked = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const having = text => option => asked.every(word => text(option).toLowerCase().includes(word));
  const byWords = options.filter(having(([value, words]) => `${value} ${words}`));
  return byWords.length ? byWords : options.filter(having(([, , kind]) => kind));
}

/* The field, and `show(value)` to set it. `act(value)` is called with what is chosen. */
export function searchField({ label, hint, options = [], free }, id, act) {
  const words = new Map(options.map(([value, text]) => [value, text]));
  let value = '', found = [], active = -1;

  const input = make('input', {
    id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false',
    placeholder: hint, 'aria-autocomplete': 'list', 'aria-expanded': 'false',
    'aria-controls': `${id}-list`,
  });
  const list = make('div', {
    id: `${id}-list`, role: 'listbox', class: 'sl-options', 'aria-label': label, hidden: true,
  });
  const none = make('span', { class: 'sl-note', role: 'status', hidden: true });

  const text = () => (free && /^\d/.test(value) ? value : words.get(value) ?? value);
  const isCode = typed => free && (typed === 'unknown' || /^[\d.\s]*$/.test(typed));

  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    say(none);
  }

  function mark(place) {
    active = place;
    list.querySelectorAll('[role=option]').forEach((option, number) => {
      option.setAttribute('aria-selected', String(number === active));
      if (number !== active) return;
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    });
    if (active < 0) input.removeAttribute('aria-activedescendant');
  }

  function open(typed) {
    found = fitting(options, typed);
    const kinds = new Map();
    found.forEach(option => kinds.set(option[2], [...(kinds.get(option[2]) ?? []), option]));
    found = [...kinds.values()].flat();
    list.replaceChildren(...[...kinds].map(([kind, group]) => listed(kind, group)));
    list.hidden = !found.length;
    input.setAttribute('aria-expanded', String(Boolean(found.length)));
    say(none, found.length ? '' : 'Nothing in the list fits.');
    const now = found.findIndex(([key]) => key === value);
    mark(typed ? (isCode(typed) ? -1 : 0) : now);
  }

  function listed(kind, group) {
    const entries = group.map(([key, shown]) => make('div', {
      role: 'option', id: `${id}-${found.findIndex(([one]) => one === key)}`,
      'aria-selected': 'false', onclick: () => pick(key),
      onmousedown: event => event.preventDefault(),
    }, shown));
    if (!kind) return make('div', { role: 'group', 'aria-label': 'any' }, ...entries);
    const heading = make('div', { class: 'sl-kind', 'aria-hidden': 'true' }, kind);
    return make('div', { role: 'group', 'aria-label': kind }, heading, ...entries);
  }

  /* Show the value; what is typed next takes its place. */
  function rest() {
    input.value = text();
    if (input === input.ownerDocument.activeElement) input.select();
  }

  function pick(key) {
    close();
    if (key === value) rest();
    else act(key);
  }

  /* What was typed counts where it may; else the field goes back to what it showed. */
  function settle() {
    close();
    const typed = input.value.trim();
    if (free && typed !== text()) act(typed);
    else input.value = text();
  }

  function onkeydown(event) {
    const { key } = event, isOpen = !list.hidden;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) open('');
      else mark((active + (key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
    } else if (key === 'Enter') {
      event.preventDefault();
      if (isOpen && active >= 0) pick(found[active][0]);
      else settle();
    } else if (key === 'Escape') {
      event.stopPropagation();
      close();
      rest();
    }
  }

  input.addEventListener('keydown', onkeydown);
  input.addEventListener('input', () => open(input.value.trim()));
  input.addEventListener('focus', () => input.select());
  input.addEventListener('click', () => (list.hidden ? open('') : close()));
  input.addEventListener('blur', settle);

  return {
    input,
    parts: [make('span', { class: 'sl-search' }, input, list), none],
    show(next) {
      value = next;
      rest();
    },
  };
}
