/* How controls and words lie: blocks, folds, and tabs that the arrow keys go through. */

import { fill, keepingFocus, make, unique } from './dom.js';

/* The elements for blocks. `node(name)` is a control; `places` get the elements for what is told;
   `open` are the titles of the folds that stand open. */
export function laid(blocks, node, places, open) {
  const kinds = {
    hint: ({ words }) => make('p', { class: 'sl-hint' }, words),
    words({ html }) {
      const element = make('div', { class: 'sl-words' });
      fill(element, html);
      return element;
    },
    told({ place }) {
      places[place] ??= make('div', { class: 'sl-told' });
      return places[place];
    },
    grid({ controls, heading, look }) {
      const cells = make('div', { class: `sl-${look}` }, ...controls.map(node));
      return heading ? make('div', {}, make('h4', {}, heading), cells) : cells;
    },
    fold({ title, blocks: inside }) {
      const fold = make(
        'details', { open: open.has(title) }, make('summary', {}, title),
        ...laid(inside, node, places, open),
      );
      fold.addEventListener('toggle', () => (fold.open ? open.add(title) : open.delete(title)));
      return fold;
    },
  };
  return blocks.map(block => kinds[block.kind](block));
}

/* The names of all controls that blocks lay out. */
const namesIn = blocks => blocks.flatMap(
  ({ controls = [], blocks: inside = [] }) => [...controls, ...namesIn(inside)],
);

/* A place for blocks that is laid anew only where they, or what their controls are, have changed:
   whoever is at a control in it stays there. */
export function area(box, places) {
  const element = make('div'), open = new Set(), place = unique();
  const node = name => box.node(name, place);
  let written = '';
  return {
    element,
    lay(blocks) {
      const now = JSON.stringify([blocks, namesIn(blocks).map(box.described)]);
      if (now === written) return;
      written = now;
      keepingFocus(element, () => element.replaceChildren(...laid(blocks, node, places, open)));
    },
  };
}

/* Areas behind tabs; one alone stands without. */
export function tabs(titles, areas) {
  if (titles.length < 2) return make('div', {}, ...areas.map(({ element }) => element));
  const id = unique();
  const heads = titles.map((title, n) => make('button', {
    type: 'button', role: 'tab', id: `${id}-tab-${n}`, 'aria-controls': `${id}-panel-${n}`,
    onclick: () => choose(n),
  }, title));
  const panels = areas.map(({ element }, n) => make('div', {
    role: 'tabpanel', id: `${id}-panel-${n}`, 'aria-labelledby': `${id}-tab-${n}`,
    'data-title': titles[n],
  }, element));

  function choose(chosen) {
    heads.forEach((head, n) => {
      head.setAttribute('aria-selected', String(n === chosen));
      head.tabIndex = n === chosen ? 0 : -1;
      panels[n].hidden = n !== chosen;
    });
  }

  function onkeydown(event) {
    const now = heads.indexOf(event.target), last = heads.length - 1;
    const step = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: last }[event.key];
    if (now < 0 || step === undefined) return;
    event.preventDefault();
    const next = (step + heads.length) % heads.length;
    choose(next);
    heads[next].focus();
  }

  choose(0);
  const about = { role: 'tablist', 'aria-label': 'What to change', onkeydown };
  const list = make('div', about, ...heads);
  return make('div', { class: 'sl-tabs' }, list, ...panels);
}
