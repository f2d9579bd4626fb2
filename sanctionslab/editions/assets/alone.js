document.documentElement.dataset.alone = "yes";
addEventListener("DOMContentLoaded", () => document.body.insertAdjacentHTML("beforeend", '<nav id="back" aria-label="Back"><a href="../index.html">All notebooks</a></nav>'));
// The console wants every Enter for its own cell, and stops it on its way down to the panel. What the panel itself stops, on its way up, stays stopped.
addEventListener("keydown", event => {
  if (event.key !== "Enter" || !event.target.closest?.(".sl-panel")) return;
  event.preventDefault = () => event.eventPhase === Event.CAPTURING_PHASE || Event.prototype.preventDefault.call(event);
}, true);
