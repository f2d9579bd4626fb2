/* JupyterLab takes keys from what has the focus in an output: an arrow leaves for the next cell, "dd"
   deletes this one. Not inside a panel or a field of the kit. Asked once in a page, however many of
   them it shows. */
export function keepKeys() {
  if (window.sanctionslabKeys) return;
  window.sanctionslabKeys = true;
  window.addEventListener('keydown', event => {
    if (!event.target.closest?.('.sl-panel, .sl-field')) return;
    const isCommand = event.ctrlKey || event.metaKey || (event.shiftKey && event.key === 'Enter');
    event.target.toggleAttribute('data-lm-suppress-shortcuts', !isCommand);
  }, true);
}
