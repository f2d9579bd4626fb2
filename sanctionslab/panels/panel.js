/* JupyterLab takes keys from a drop-down that has the focus: an arrow leaves for the next cell,
   a "b" makes one. Not inside a panel. Run once in a page, however many panels it shows. */
if (!window.sanctionslabKeys) {
  window.sanctionslabKeys = true;
  window.addEventListener('keydown', event => {
    if (event.target.closest?.('.sl-panel')) {
      event.target.toggleAttribute('data-lm-suppress-shortcuts', !event.ctrlKey && !event.metaKey);
    }
  }, true);
}
