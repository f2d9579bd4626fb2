/* The argument as a picture to be taken apart: its nodes are buttons, its places come with it. */

import { keepingFocus, make, say } from './dom.js';
import { SVG, draw, sign } from './signs.js';

const NARROW = 760;  // pixels; below, the picture stands as on a phone
const POINT = 100 / 72;  // units of the picture in a point of text
const CARRYING = ['alone', 'together', 'might', 'presumed'];  // legs that reach the verdict
const ROUND = { fact: 12, verdict: 10, aside: 12, source: 5, claim: 5, paragraph: 5, presumed: 5 };

const lookOf = look => {
  const [kind, ...state] = look.split(' ');
  return `sl-is-${kind} sl-s-${state.join('-')}`;
};

function wire({ points, look, bent }) {
  const [[x, y], ...rest] = points;
  let d = `M${x} ${y}`;
  if (bent) {
    const [[x1, y1]] = rest, bend = (x + x1) / 2;
    d += `C${bend} ${y} ${bend} ${y1} ${x1} ${y1}`;
  } else d += rest.map(([px, py]) => `L${px} ${py}`).join('');
  const isLeg = look.startsWith('leg ');
  const states = look.split(' ').map(one => `sl-s-${one}`).join(' ');
  const kind = isLeg ? lookOf(look) : `sl-is-wire ${states}`;
  const parts = [draw('path', { d, class: `sl-wire ${kind}` })];
  if (isLeg && !CARRYING.includes(look.slice(4))) parts.push(brokenEnd(points));
  return parts;
}

/* The end of a leg that does not reach the verdict. */
function brokenEnd(points) {
  const [[, y0], [x, y]] = points.slice(-2);
  const d = y0 === y ? `M${x} ${y - 9}v18` : `M${x - 9} ${y}h18`;
  return draw('path', { d, class: 'sl-wire sl-is-stump' });
}

function line({ x, y, text, size, bold, tone }) {
  return draw('text', {
    x, y: y + size * .507, class: `sl-tone-${tone}`, 'font-size': size * POINT,
    'font-weight': bold ? 700 : 400,
  }, text);
}

function box({ left, top, right, bottom, look }) {
  const kind = look.split(' ')[0];
  return draw('rect', {
    x: left, y: top, width: right - left, height: bottom - top, rx: ROUND[kind] ?? 0,
    class: `sl-box ${lookOf(look)}`,
  });
}

/* A word at the upper edge of a box: what became of it. */
function tag({ right, top }, word) {
  const width = 8 * word.length + 12, middle = right - width / 2 - 4;
  const place = { x: middle, y: top + 5, 'font-size': 13, 'text-anchor': 'middle' };
  const plate = { x: middle - width / 2, y: top - 9, width, height: 18, rx: 3 };
  return draw('g', { class: 'sl-tag' }, draw('rect', plate), draw('text', place, word));
}

/* What a node is called: what it is, what it says, what became of it, and what a press does. */
function named(node, mark, act, pressed) {
  const told = [node.label, node.full || node.text, node.said, mark].filter(Boolean).join('. ');
  if (!act) return told;
  const does = act.flips ? (pressed ? 'Press to strike it.' : 'Press to bring it back.')
    : 'Press to change it.';
  return `${told.replace(/[. ]+$/, '')}. ${does}`;
}

/* The elements of a picture in one layout, drawn into an SVG. */
function drawInto(svg, picture, layout, values, press) {
  const nodes = new Map(picture.nodes.map(node => [node.id, node]));
  const groups = new Map();
  const group = id => {
    if (!groups.has(id)) groups.set(id, draw('g', id ? button(id) : {}));
    return groups.get(id);
  };

  /* Tests belong to their paragraph; a door has a button of its own where a fact opens it. */
  function owner(id) {
    const node = nodes.get(id);
    return node?.parent && !picture.acts[id] ? node.parent : id;
  }

  function button(id) {
    const act = picture.acts[id], node = nodes.get(id), mark = picture.marks[id] ?? '';
    const pressed = act?.flips && values[act.controls[0]];
    const about = { 'data-node': id, class: `sl-node ${mark && `sl-${mark}`}` };
    if (!act) return about;
    return {
      ...about, role: 'button', tabindex: 0, 'aria-label': named(node, mark, act, pressed),
      ...(act.flips ? { 'aria-pressed': String(!pressed) } : {}),
    };
  }

  svg.setAttribute('viewBox', `0 0 ${layout.width} ${layout.height}`);
  svg.replaceChildren(...layout.wires.flatMap(wire));
  for (const { id } of picture.nodes) group(owner(id));  // the Tab key goes as the argument does
  for (const one of layout.boxes) group(owner(one.node)).append(box(one));
  for (const one of layout.signs) group(owner(one.node)).append(...sign(one));
  for (const one of layout.texts) group(owner(one.node)).append(line(one));
  for (const one of layout.boxes) {
    if (picture.marks[one.node]) group(one.node).append(tag(one, picture.marks[one.node]));
  }
  for (const [id, element] of groups) {
    svg.append(element);
    if (!picture.acts[id]) continue;
    element.addEventListener('click', () => press(id));
    element.addEventListener('keydown', event => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      press(id);
    });
  }
}

/* The picture with what is said of a node below it, and the controls that change the node.
   `box` has the controls, `asking` is asked what a press asks for. */
export function argumentPicture(box, asking) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('role', 'group');
  const words = make('p', { class: 'sl-words' });
  const title = make('h4'), full = make('p'), cells = make('div', { class: 'sl-grid' });
  const about = { role: 'group', 'aria-label': 'The part that was pressed', hidden: true };
  const desk = make('div', { class: 'sl-desk', ...about }, title, full, cells);
  const told = make('details', {}, make('summary', {}, 'The picture in words'), words);
  const help = make('p', { class: 'sl-hint' },
    'Press a source, a claim or a paragraph to strike it, and again to bring it back. '
    + 'Press a fact or a door to change it below the picture.');
  const heading = make('h4', {}, 'The argument: take it apart');
  const whole = { class: 'sl-picture', 'aria-label': 'The argument', hidden: true };
  const element = make('section', whole, heading, help, svg, desk, told);
  let picture = null, values = {}, narrow = false, chosen = '';

  function redraw() {
    if (!picture) return;
    const layout = picture.layouts[narrow ? 'tall' : 'wide'];
    const { activeElement } = document;
    const focused = svg.contains(activeElement) ? activeElement.dataset.node : '';
    svg.classList.toggle('sl-tall', narrow);
    drawInto(svg, picture, layout, values, press);
    if (focused) nodeOf(focused)?.focus({ preventScroll: true });
  }

  function nodeOf(id) {
    return svg.querySelector(`[data-node="${CSS.escape(id)}"]`);
  }

  function press(id) {
    const { controls, flips } = picture.acts[id];
    chosen = id === chosen && !flips ? '' : id;  // a second press shuts the desk
    showDesk();
    if (flips) {
      values = { ...values, [controls[0]]: !values[controls[0]] };
      asking.ask({ control: controls[0], value: values[controls[0]] });
    } else cells.querySelector('select, input')?.focus({ preventScroll: false });
  }

  function showDesk() {
    const node = picture.nodes.find(one => one.id === chosen), act = picture.acts[chosen];
    desk.hidden = !node || !act;
    if (desk.hidden) return;
    title.textContent = node.label || node.text;
    say(full, [node.full, node.said].filter(Boolean).join(' · '));
    const wanted = act.controls.map(name => box.node(name, 'desk'));
    const isThere = wanted.length === cells.children.length
      && wanted.every((one, n) => one === cells.children[n]);
    if (!isThere) keepingFocus(cells, () => cells.replaceChildren(...wanted));
  }

  desk.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    nodeOf(chosen)?.focus();
    chosen = '';
    showDesk();
  });
  new ResizeObserver(([{ contentRect }]) => {
    const isNarrow = contentRect.width < NARROW;
    if (!contentRect.width || isNarrow === narrow) return;
    narrow = isNarrow;
    redraw();
  }).observe(element);

  return {
    element,
    show(next, state) {
      if (values.case !== state.values.case) chosen = '';  // another case, another desk
      [picture, values] = [next, state.values];
      element.hidden = !picture.nodes;
      if (element.hidden) return;
      svg.setAttribute('aria-label', picture.headline);
      words.textContent = picture.words;
      redraw();
      showDesk();
    },
  };
}
