{
  const SITE = new URL("static/kit/", registration.scope).href, SOON = 4000;
  let shelf;
  const whole = async () => {
    for (const name of await caches.keys()) {
      const kept = name.startsWith(`sanctionslab ${SITE} `) && await caches.open(name);
      if (kept && await kept.match(`${SITE}whole`)) return kept;
    }
  };
  const kept = async url => {
    shelf ??= whole().catch(() => undefined);
    return (await shelf)?.match(url.origin + url.pathname.replace(/[/]$/, "/index.html")).catch(() => undefined);
  };
  const ask = async (request, url, init) => {
    const asked = fetch(request, init), late = new Promise(next => setTimeout(next, SOON));
    const got = await Promise.race([asked, late]).catch(() => undefined);
    return got?.ok || got?.type === "opaqueredirect" ? got : await kept(url) ?? asked;
  };
  // A folder is asked for by its page, as servers do too. A page that is not there without a network leads to the first one.
  const folder = url => /[/][^/.]+$/.test(url.pathname) && Response.redirect(`${url.origin}${url.pathname}/${url.search}`);
  const start = async () => {
    const first = new URL("index.html", registration.scope);
    return await kept(first) ? Response.redirect(first) : Response.error();
  };
  addEventListener("fetch", event => {
    const {request} = event, url = new URL(request.url), page = request.mode === "navigate";
    const ours = url.href.startsWith(registration.scope), listed = ours && url.pathname.includes("/api/contents/");
    if (request.method !== "GET" || ours && url.pathname.includes("/api/") && !listed) return;
    event.stopImmediatePropagation();
    if (request.cache === "no-store") return;
    if (page) shelf = undefined;
    if (page && ours && folder(url)) return event.respondWith(folder(url));
    const names = ours && /[/](kit[/]start[.]mjs|jupyter-lite[.]json)$/.test(url.pathname);
    if (page && ours) event.respondWith(ask(request, url, {}).catch(start));
    else if (page || listed || names || url.search) event.respondWith(ask(request, url, names ? {cache: "no-store"} : {}));
    else event.respondWith(kept(url).then(there => there ?? fetch(request)));
  });
}
