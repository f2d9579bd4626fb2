/* The small signs of the picture, each around a place: answers, doors, verdicts, facts in small. */

export const SVG = 'http://www.w3.org/2000/svg';

/* An SVG element with attributes. */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const path = (d, look) => draw('path', { d, class: look });
const rect = (x, y, width, height, look, rx = 0) => draw(
  'rect', { x, y, width, height, rx, class: look },
);

function letter(x, y, text, size) {
  return draw('text', { x, y: y + size * .36, class: 'sl-letter', 'font-size': size }, text);
}

const ANSWERS = {
  yes: (x, y) => [path(`M${x - 5} ${y}l3.5 4.5l7.5 -9.5`, 'sl-yes')],
  no: (x, y) => [path(`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`, 'sl-no')],
  none: (x, y) => [path(`M${x - 5} ${y}h10`, 'sl-none-asks')],
  unknown: (x, y) => [letter(x, y, '?', 17)],
};

/* A door in its frame: swung open, ajar, or shut; walled up if its time is over. */
const DOORS = {
  open: (x, y) => [path(`M${x - 9} ${y - 14}l-6 4v28l6 -4z`, 'sl-leaf sl-open')],
  'could open': (x, y) => [path(`M${x - 9} ${y - 14}l11 4v28l-11 -4z`, 'sl-leaf sl-ajar')],
  shut: (x, y) => [rect(x + 3, y - 2, 3, 4, 'sl-knob')],
  presumed: (x, y) => [
    path(`M${x - 6} ${y + 14}v-25h12v25`, 'sl-dotted'), rect(x + 3, y - 2, 3, 4, 'sl-knob'),
  ],
  ended: (x, y) => [path(
    `M${x - 9} ${y - 7}h18m-18 7h18m-18 7h18M${x} ${y - 14}v7m-4 0v7m8 0v7m-4 0v7`, 'sl-wall',
  )],
  'not yet': () => [],
};

const VERDICTS = {
  prohibited: (x, y) => [path(`M${x - 9} ${y}h18`, 'sl-bar')],
  undetermined: (x, y) => [letter(x, y, '?', 21)],
  'not prohibited': () => [],
};

/* The elements of a sign. `look` is its kind and its state, as "answer yes". */
export function sign({ x, y, look }) {
  const [kind, ...rest] = look.split(' '), state = rest.join(' ');
  switch (kind) {
    case 'answer': return ANSWERS[state]?.(x, y) ?? [];
    case 'door': return [
      rect(x - 9, y - 14, 18, 28, `sl-frame ${state === 'shut' ? 'sl-filled' : ''}`),
      ...DOORS[state]?.(x, y) ?? [],
    ];
    case 'verdict': return [
      draw('circle', { cx: x, cy: y, r: 17, class: 'sl-ring' }), ...VERDICTS[state]?.(x, y) ?? [],
    ];
    case 'fact': return [rect(x - 11, y - 8, 22, 16, `sl-box sl-is-fact sl-s-${state}`, 5)];
    case 'aside': return [rect(x - 10, y - 7, 20, 14, 'sl-box sl-is-aside', 7)];
    default: return [];
  }
}
