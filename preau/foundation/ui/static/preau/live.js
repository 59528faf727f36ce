/* Live pages. A message only names a topic; the fragments that carry it are asked again through htmx.
   <body data-live-url data-live-token data-live-since data-live-renew>
   <section data-live="eleve:12" data-live-every="60" hx-get="…" hx-trigger="live" hx-swap="outerHTML"> */
(() => {
  "use strict";
  const root = document.documentElement, page = document.body.dataset;
  if (!page.liveUrl || !window.EventSource) return;
  const touched = new Set(), busy = new WeakSet(), drawn = new WeakMap();
  let token = page.liveToken, since = page.liveSince || "", failures = 0;
  let source, over, asleep, flushing, retrying, watching, telling, napping;

  const refresh = (element) => element.isConnected && window.htmx?.trigger(element, "live");

  /* A fragment on its way was perhaps drawn before the touch: it is asked once more when it has settled
     (htmx marks it `htmx-added` until then, and does not hear its events). */
  const isBusy = (element) => busy.has(element) || element.classList.contains("htmx-added");

  const flush = () => {
    const topics = [...touched];
    touched.clear();
    flushing = 0;
    for (const element of document.querySelectorAll("[data-live]")) {
      const mine = element.dataset.live.split(" ").filter((topic) => topics.includes(topic));
      if (mine.length && isBusy(element)) soon(mine);
      else if (mine.length) refresh(element);
    }
  };

  /* Many pages hear of a school at once: they spread their requests. */
  const soon = (topics) => {
    topics.forEach((topic) => touched.add(topic));
    const spread = topics.every((topic) => /^(eleve|personne):/.test(topic)) ? 0 : 300;
    flushing ||= setTimeout(flush, 150 + Math.random() * spread);
  };

  const show = (open) => {
    if (root.dataset.liveState === (open ? "ouvert" : "coupe")) return;
    root.dataset.liveState = open ? "ouvert" : "coupe";
    clearTimeout(telling);
    telling = setTimeout(() => {
      for (const element of document.querySelectorAll("[data-live-status]")) element.hidden = open;
    }, open ? 0 : 3000);
  };

  const close = () => {
    source?.close();
    source = null;
    clearTimeout(retrying);
    clearTimeout(watching);
  };

  const watch = (wait) => {
    clearTimeout(watching);
    watching = setTimeout(again, wait);
  };

  const connect = () => {
    close();
    if (over || asleep) return;
    const opened = source = new EventSource(
      `${page.liveUrl}?jeton=${encodeURIComponent(token)}&depuis=${encodeURIComponent(since)}`);
    const hear = (name, then) => opened.addEventListener(name, (event) => {
      if (opened !== source) return;
      since = event.lastEventId || since;
      watch(50000);
      then?.(event);
    });
    hear("pret", () => { failures = 0; show(true); });
    hear("touche", (event) => soon([event.data]));
    hear("battement");
    hear("pause", () => again());
    hear("fin-jeton", () => renew());
    hear("fin", () => { over = true; close(); show(false); location.reload(); });
    opened.onerror = () => opened === source && again();
    watch(10000);
  };

  /* A refused token looks like any other failure: one try in three asks for a fresh one. */
  const again = () => {
    close();
    show(false);
    const wait = Math.min(30000, 1000 * 2 ** failures++);
    retrying = setTimeout(failures % 3 === 2 ? renew : connect, wait * (0.5 + Math.random()));
  };

  const renew = async () => {
    close();
    if (!page.liveRenew) return connect();
    try {
      const address = `${page.liveRenew}?jeton=${encodeURIComponent(token)}`;
      const answer = await fetch(address, { redirect: "manual" });
      if (answer.status >= 500) throw new Error(answer.status);
      over = !answer.ok;
      if (over) return show(false);
      const given = await answer.json();
      token = given.jeton;
      since ||= String(given.depuis);
      connect();
    } catch {
      again();
    }
  };

  const wake = () => {
    asleep = false;
    failures = 0;
    connect();
  };

  document.addEventListener("visibilitychange", () => {
    clearTimeout(napping);
    if (document.hidden) napping = setTimeout(() => { asleep = true; close(); }, 60000);
    else if (!source) wake();
  });
  addEventListener("online", wake);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && wake());

  document.addEventListener("htmx:beforeSend", ({ detail }) => busy.add(detail.elt));
  document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig: { elt }, xhr } }) => {
    busy.delete(elt);
    drawn.set(elt, Date.now());
    const failed = !xhr.status || xhr.status >= 500;
    if (failed && elt.dataset.live) setTimeout(refresh, 5000 + Math.random() * 5000, elt);
  });

  /* What changes with the hour, and everything while the stream is cut, is asked again by the clock. */
  setInterval(() => {
    if (document.hidden || over) return;
    const now = Date.now(), fallback = root.dataset.liveState === "coupe" ? 60 : 0;
    for (const element of document.querySelectorAll("[data-live], [data-live-every]")) {
      const every = 1000 * (element.dataset.liveEvery || fallback);
      if (!drawn.has(element)) drawn.set(element, now);
      else if (every && now - drawn.get(element) >= every) {
        drawn.set(element, now);
        refresh(element);
      }
    }
  }, 5000);

  connect();
})();
