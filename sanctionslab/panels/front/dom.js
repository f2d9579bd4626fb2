/* Elements, made in one line each. */

let made = 0;

/* A name that no other element of the page has. */
export function unique() {
  made += 1;
  return `sl-${Date.now().toString(36)}-${made}`;
}

/* An element with attributes, listeners (`onclick`) and children; what is null is left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child != null));
  return element;
}

/* Let an element say a text, or hide where there is none. */
export function say(element, text = '') {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}

/* Put HTML into an element, unless it is there: what was folded open then stays so. */
export function fill(element, html) {
  if (element.filled !== html) element.innerHTML = html;
  element.filled = html;
}

/* Do something once what is shown now is on the screen. Returns true: it will be done. */
export function afterPaint(work) {
  requestAnimationFrame(() => setTimeout(work));
  return true;
}

/* Do something to the elements of a root, and let the focus stay where it was. */
export function keepingFocus(root, work) {
  const { activeElement } = root.ownerDocument;
  const inside = root.contains(activeElement);
  work();
  if (inside && activeElement.isConnected) activeElement.focus({ preventScroll: true });
}
