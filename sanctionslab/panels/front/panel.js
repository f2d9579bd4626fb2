/* A what-if panel. `drawPanel` draws views and calls back with actions, whoever answers them: a
   kernel, as `render` has it below, or a worker, or a table of answers in a page. */

import { asker } from './asking.js';
import { controlBox } from './controls.js';
import { afterPaint, fill, make, say } from './dom.js';
import { keepKeys } from './keys.js';
import { area, tabs } from './layout.js';
import { argumentPicture } from './picture.js';

/* The verdict, which stays in view: what it is, what it was, and what is changed. */
function verdictBox(act) {
  const sign = make('span', { 'aria-hidden': 'true' }), word = make('span');
  const why = make('p', { class: 'sl-why' }), changed = make('p');
  const before = make('span', { class: 'sl-before', 'aria-hidden': 'true', hidden: true });
  const now = make('span', { class: 'sl-now' }, sign, ' ', word);
  const first = make('p', { class: 'sl-word' }, now, before);
  const box = make('div', { class: 'sl-verdict' }, first, why, changed);
  const said = make('div', {
    class: 'sl-result', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true',
  }, box);
  const chips = make('div', { class: 'sl-chips', role: 'group', 'aria-label': 'What is changed' });
  const press = (control, value) => () => act({ control, value });

  function chip([change, words]) {
    const label = `Take back: ${words}`;
    return make('button', {
      type: 'button', class: 'sl-chip', 'aria-label': label, title: label,
      onclick: press('take_back', change),
    }, words, make('span', { 'aria-hidden': 'true' }, ' ✕'));
  }

  return {
    element: make('div', { class: 'sl-top' }, said, chips),
    show({ lines, style, sign: form, before: old, changes }) {
      box.className = `sl-verdict ${style}`;
      [sign.textContent, word.textContent] = [form, lines[0]];
      why.textContent = lines[1];
      changed.textContent = lines[2];
      say(before, old ? `before: ${old.sign} ${old.word}` : '');
      before.className = `sl-before ${old?.style ?? ''}`;
      const reset = make('button', { type: 'button', onclick: press('reset', '') }, 'Reset');
      const focused = chips.contains(chips.ownerDocument.activeElement);
      chips.replaceChildren(...changes.map(chip), reset);
      if (focused) reset.focus({ preventScroll: true });
    },
  };
}

/* A sign of life while the report is worked out. What is soon done needs none; a long search is
   asked to go on, second by second, until it is over or somebody stops it. */
function workBox(report, asking) {
  const words = make('span', { role: 'status' }), count = make('span', { 'aria-hidden': 'true' });
  const button = make('button', { type: 'button', onclick: press });
  const element = make('p', { class: 'sl-work' }, words, count, button);
  let timer = null, stopped = false;
  draw('', false);

  function draw(text, more) {
    words.textContent = text;
    count.hidden = button.hidden = !more;
    button.textContent = stopped ? 'Go on' : 'Stop';
  }
  function press() {
    stopped = !stopped;
    if (stopped) draw('The search was stopped.', true);
    else asking.ask({ control: 'go_on' });
  }
  return {
    element,
    show({ words: text, more, so_far: soFar = '' }) {
      count.textContent = soFar;
      clearTimeout(timer);
      report.setAttribute('aria-busy', Boolean(text && !more));
      if (!more) stopped = false;
      if (more && stopped) return;
      if (more || !text) draw(text, more);
      else timer = setTimeout(() => draw(text, false), 500);
      if (more) asking.ask({ control: 'go_on' }, true);
    },
  };
}

/* Draw a panel into an element. Returns `show(view)`; a view is
   { kit, form, state, picture, rest, work }. */
export function drawPanel(element, act) {
  const asking = asker(act), places = {};
  const box = controlBox(asking), verdict = verdictBox(action => asking.ask(action));
  const title = make('h3'), about = make('p', { class: 'sl-about' });
  const message = make('div', { class: 'sl-message', role: 'status' });
  const report = make('div', { class: 'sl-report' });
  const work = workBox(report, asking);
  const argument = make('div', { class: 'sl-argument' });
  const head = area(box, places), tools = area(box, places);
  const middle = make('div'), argumented = argumentPicture(box, asking);
  const root = make(
    'div', { class: 'sl-panel' }, title, head.element, about, verdict.element,
    argumented.element, middle, report, work.element, tools.element, argument,
  );
  verdict.element.append(message);  // a refusal is seen wherever the control is
  root.addEventListener('focusin', ({ target }) => {
    if (target.matches(':focus-visible') && isCovered(target)) {
      target.scrollIntoView({ block: 'center' });
    }
  });
  let areas = [], last = {}, completed = {}, isWaiting = false;

  function lay({ kit, form }) {
    box.take(kit);
    title.textContent = form.title;
    if (areas.length !== form.tabs.length) {
      areas = form.tabs.map(() => area(box, places));
      middle.replaceChildren(tabs(form.tabs.map(tab => tab.title), areas));
    }
    head.lay(form.head);
    form.tabs.forEach(({ blocks }, n) => areas[n].lay(blocks));
    tools.lay(form.tools);
  }

  function showState(state) {
    asking.take(state.answered);
    verdict.show(state.verdict);
    about.textContent = state.about;
    const { kind, words } = state.message;
    const role = kind === 'alert' ? { role: 'alert' } : {};
    message.replaceChildren(...(words ? [make('p', { class: `sl-${kind}`, ...role }, words)] : []));
    box.show(state);
  }

  /* Whether the verdict, which stays in view, lies over some part of an element. */
  function isCovered(element) {
    if (verdict.element.contains(element)) return false;
    const over = verdict.element.getBoundingClientRect(), under = element.getBoundingClientRect();
    return under.top < over.bottom && under.bottom > over.top;
  }

  /* The verdict may have grown over the control that was moved: let that be seen again. */
  function uncover() {
    const { activeElement } = root.ownerDocument;
    const moved = areas.some(one => one.element.contains(activeElement))
      && activeElement.closest('.sl-control');
    if (moved && isCovered(moved)) moved.scrollIntoView({ block: 'nearest' });
  }

  function showRest({ report: told, argument: whole, beside }) {
    fill(report, told);
    fill(argument, whole);
    for (const [place, html] of Object.entries(beside)) {
      if (places[place]) fill(places[place], html);
    }
  }

  /* The picture and the report: what takes longer than the verdict and must not hold it up. */
  function complete() {
    const { picture, rest, state } = last;
    isWaiting = false;
    if (picture !== completed.picture) {
      argumented.element.className = `sl-picture ${state.verdict.style}`;
      argumented.show(picture, state);
    }
    if (rest !== completed.rest) showRest(rest);
    completed = { picture, rest };
    uncover();
  }

  element.append(root);
  return function show(view) {
    const isSame = name => view[name] === last[name], isFirst = !last.state;
    if (!isSame('kit') || !isSame('form')) lay(view);
    if (!isSame('state')) {
      showState(view.state);
      uncover();
    }
    if (!isSame('work')) work.show(view.work);
    last = view;
    if (isFirst) complete();
    else if (!isWaiting) isWaiting = afterPaint(complete);
  };
}

/* A panel whose answers come from a kernel, which sends the picture as a text. */
function render({ model, el }) {
  keepKeys();
  const show = drawPanel(el, action => model.send(action));
  const names = ['kit', 'form', 'state', 'picture', 'rest', 'work'];
  let sent, picture;
  function draw() {
    const view = Object.fromEntries(names.map(name => [name, model.get(name)]));
    if (view.picture !== sent) picture = JSON.parse(sent = view.picture);
    show({ ...view, picture });
  }
  names.forEach(name => model.on(`change:${name}`, draw));
  draw();
  return () => names.forEach(name => model.off(`change:${name}`, draw));
}

export default { render };
