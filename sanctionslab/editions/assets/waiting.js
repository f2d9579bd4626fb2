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
      document.querySelector(".sl-panel")?.scrollIntoView();
    }
  };
  const reason = await Promise.race([failed, there()]);
  told.close();
  if (!reason) return waiting.remove();
  waiting.setAttribute("role", "alert");
  waiting.textContent = `Python did not start: ${reason}. You can read, but no cell can be run. Load the page again; `
    + "if it says the same, tell those who keep this site.";
});
