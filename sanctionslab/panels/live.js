/* A screen reader announces what changes in a live region, not a region that is new, and an HTML
   widget makes all that is in it anew at each change. So the widget's own element, which stays,
   becomes the region. `this` is the style element whose load runs this. */
const region = this.closest('.widget-html');
if (region) {
  for (const name of ['role', 'aria-live', 'aria-atomic']) {
    region.setAttribute(name, this.parentNode.getAttribute(name) ?? region.getAttribute(name));
    this.parentNode.removeAttribute(name);
  }
}
