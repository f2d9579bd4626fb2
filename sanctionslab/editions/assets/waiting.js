addEventListener("DOMContentLoaded", async () => {
  const waiting = document.createElement("p");
  waiting.id = "waiting";
  waiting.setAttribute("role", "status");
  document.body.append(waiting);
  waiting.textContent = "The page is loading.";
  const until = async (found, tries) => {
    while (!found() && tries--) await new Promise(next => setTimeout(next, 100));
    return found();
  };
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
  waiting.remove();
});
