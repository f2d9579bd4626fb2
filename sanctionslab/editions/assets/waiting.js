addEventListener("DOMContentLoaded", async () => {
  const waiting = document.createElement("p");
  waiting.id = "waiting";
  waiting.setAttribute("role", "status");
  document.body.append(waiting);
  waiting.textContent = "The page is loading.";
  // What start.mjs says of a Python that does not start.
  const told = new BroadcastChannel(`sanctionslab ${new URL("../static/kit/", location.href).href}`);
  const failed = new Promise(next => { told.onmessage = ({data}) => next(data.failed); });
  const until = async (found, tries) => {
    while (!found() && tries--) await new Promise(next => setTimeout(next, 100));
    return found();
  };
  // The console goes to its end whenever the panel grows. Until it is calm, or the reader moves, the
  // panel is shown from its top.
  const begin = async panel => {
    let moves = false;
    for (const way of ["wheel", "keydown", "pointerdown", "touchmove"])
      addEventListener(way, () => { moves = true; }, {capture: true, once: true, passive: true});
    for (let calm = 0, tries = 0; panel && !moves && calm < 20 && tries < 200; calm++, tries++) {
      if (!tries || panel.getBoundingClientRect().top < -1) {
        panel.scrollIntoView();
        calm = 0;
      }
      await new Promise(next => setTimeout(next, 100));
    }
  };
  const there = async () => {
    await until(() => window.jupyterapp?.shell, 6000);
    const context = await until(() => jupyterapp.shell.currentWidget?.sessionContext, 50);
    if (context) {
      waiting.textContent = "Python is starting. The first time this can take a minute. You can read on.";
      await context.ready;
      await context.session?.kernel?.info;
    }
    if (document.documentElement.dataset.alone) {
      await until(() => document.querySelector(".sl-panel .sl-result"), 6000);
      begin(document.querySelector(".sl-panel"));
    }
  };
  const reason = await Promise.race([failed, there()]);
  told.close();
  if (!reason) return waiting.remove();
  waiting.setAttribute("role", "alert");
  waiting.textContent = `Python did not start: ${reason}. You can read, but no cell can be run. Load the page again; `
    + "if it says the same, tell those who keep this site.";
});
