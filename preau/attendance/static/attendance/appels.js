/* Rolls without network: the sheets of the day are kept on the device, and so is what the hand does on them; it leaves
   once, in order, when the network is back. The evacuation list is kept too, anew every five minutes while a page that
   wants it is open. Nothing here is needed: without it a tap without network is said not saved. */
(() => {
  "use strict";
  const UNSENT = "preau-gestes", KEPT = "preau-pages", HOUSE = "preau-maison", DAY = 14 * 3600 * 1000, SOON = 2000, LATE = 30000, FRESH = 5 * 60 * 1000, AWAY = new Set([0, 502, 503, 504]);
  const place = () => document.querySelector("[data-keep-sheets]"), me = place()?.dataset.keepSheets;
  if (!me || window.preauSheets || !("serviceWorker" in navigator)) return;
  window.preauSheets = true;

  /* what was done: one gesture per pupil and lesson, the last; `vu` is what the sheet showed before the first */
  const read = () => { try { return JSON.parse(localStorage.getItem(UNSENT)) ?? []; } catch { return []; } };
  const write = (gestures) => { try { localStorage.setItem(UNSENT, JSON.stringify(gestures)); return true; } catch { return false; } };
  const mine = () => read().filter(({ who }) => who === me);
  const keep = (gesture) => {
    const others = read(), former = others.find((g) => g.path === gesture.path && g.who === me && !g.refused);
    if (former) Object.assign(former.body, gesture.body, former.body.vu === undefined ? {} : { vu: former.body.vu });
    else others.push({ ...gesture, who: me, at: Date.now() });
    return write(others);
  };
  const drop = (gesture) => write(read().filter(({ path, who, at }) => !(path === gesture.path && who === gesture.who && at === gesture.at)));
  const change = (gesture, more) => write(read().map((g) => g.path === gesture.path && g.who === gesture.who && g.at === gesture.at ? { ...g, ...more } : g));

  /* what the page says of them */
  const words = { ...document.getElementById("gestes-gardes").dataset };
  const show = () => {
    const said = document.getElementById("gestes-gardes"), list = document.getElementById("gestes-refuses");
    if (!said) return;
    const all = mine(), waiting = all.filter(({ refused }) => !refused), refused = all.filter((g) => g.refused);
    const lines = [];
    if (document.body.dataset.keptAt) lines.push(words.kept.replace("%", clock(Number(document.body.dataset.keptAt))));
    if (waiting.length) lines.push(waiting.length === 1 ? words.one : words.several.replace("%", waiting.length));
    said.querySelector("p").textContent = lines.join(" ");
    said.hidden = !lines.length;
    list.querySelector("ul").replaceChildren(...refused.map((gesture) => {
      const item = document.createElement("li"), seen = document.createElement("button"), text = document.createElement("span");
      text.textContent = `${gesture.name}\u202f: ${gesture.refused} `;
      Object.assign(seen, { type: "button", className: "button button-quiet", textContent: words.seen });
      seen.addEventListener("click", () => { drop(gesture); show(); });
      item.append(text, seen);
      return item;
    }));
    list.hidden = !refused.length;
    for (const { path } of waiting) mark(document.querySelector(`[data-pupil] form[action="${path}"]`)?.closest("[data-pupil]"));
  };
  const mark = (row) => {
    if (!row || row.querySelector("[data-waits]")) return;
    const word = Object.assign(document.createElement("p"), { className: "pupil-before", textContent: words.waits });
    word.dataset.waits = "";
    row.querySelector(".pupil-name").append(word);
  };
  const clock = (at) => new Date(at).toLocaleTimeString("fr-FR", { hour: "numeric", minute: "2-digit" }).replace(":", "\u202fh\u202f");

  /* a gesture of this page: kept when it cannot leave */
  const bodyOf = (form, button) => {
    const body = Object.fromEntries(new FormData(form));
    if (button?.name) body[button.name] = button.value;
    return body;
  };
  const draw = (form, body) => {
    const row = form.closest("[data-pupil]");
    if (!row || !body.etat) return;
    for (const state of ["present", "absent", "retard"]) row.classList.toggle(`pupil-${state}`, state === body.etat);
    for (const button of row.querySelectorAll("[data-standing]")) button.ariaPressed = String(button.dataset.standing === body.etat);
    document.dispatchEvent(new Event("preau:counted"));
  };
  const pressed = new WeakMap();
  document.addEventListener("submit", ({ target, submitter }) => { if (submitter) pressed.set(target, submitter); }, true);
  const keepTap = (form) => {
    const body = bodyOf(form, pressed.get(form)), name = form.closest("[data-pupil]")?.querySelector(".pupil-name p")?.textContent;
    if (!keep({ path: form.getAttribute("action"), body, name })) return false;
    draw(form, body);
    show();
    later();
    return true;
  };
  for (const kind of ["htmx:sendError", "htmx:beforeSwap"]) {
    document.addEventListener(kind, (event) => {
      const { elt, xhr } = event.detail, form = elt?.matches?.("form") ? elt : event.detail.requestConfig?.elt;
      if (!form?.matches?.("[data-pupil] form") || !AWAY.has(xhr.status)) return;
      if (!keepTap(form)) return;
      event.detail.shouldSwap = false;
      event.stopImmediatePropagation();
    }, true);
  }

  /* the end of a roll */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    /* a second tap was stopped already: it would ask, then go home, twice */
    if (!form.matches(".closing") || event.defaultPrevented) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const body = bodyOf(form), path = form.getAttribute("action"), button = form.querySelector("button");
    button.setAttribute("aria-busy", "true");
    const keepIt = () => {
      keep({ path, body, name: words.roll });
      button.removeAttribute("aria-busy");
      delete form.dataset.left;
      show();
      later();
      document.getElementById("gestes-gardes").scrollIntoView({ block: "center" });
    };
    if (mine().some((g) => !g.refused)) { keepIt(); send(); return; }
    fetch(path, { method: "POST", body: new URLSearchParams(body), redirect: "manual" })
      .then((answer) => {
        if (AWAY.has(answer.status) && answer.type !== "opaqueredirect") keepIt();
        else location.assign(answer.type === "opaqueredirect" ? "/" : location.href);
      }, keepIt);
  }, true);

  /* everything leaves in order, once: the key of each gesture makes it repeatable */
  let isSending = false, pause = SOON, again = 0;
  const later = () => { clearTimeout(again); again = setTimeout(send, pause); pause = Math.min(pause * 2, LATE); };
  const send = async () => {
    if (isSending || !navigator.onLine) return;
    isSending = true;
    const before = mine().filter(({ refused }) => !refused);
    try {
      for (const gesture of before) if (!(await sendOne(gesture))) break;
    } catch { /* still no network: the next turn */ }
    isSending = false;
    show();
    if (mine().some(({ refused }) => !refused)) later();
    else pause = SOON;
    if (before.length && !mine().some(({ refused }) => !refused) && document.body.dataset.keptAt) location.reload();
  };
  const sendOne = async (gesture) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    const body = new URLSearchParams({ ...gesture.body, ...(token && !document.body.dataset.keptAt ? { csrfmiddlewaretoken: token } : {}) });
    const answer = await fetch(gesture.path, { method: "POST", body, redirect: "manual", headers: { "HX-Request": "true" } });
    if (answer.type === "opaqueredirect") return drop(gesture);
    if (AWAY.has(answer.status)) return false;
    if (answer.status === 204 && answer.headers.get("HX-Redirect")) { location.assign(answer.headers.get("HX-Redirect")); return false; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html"), overtaken = page.querySelector(".pupil-warning");
    if (answer.ok && !overtaken) drop(gesture);
    else change(gesture, { refused: (overtaken ?? page.querySelector(".alert p:last-child, main p"))?.textContent.trim() || words.unkept });
    const row = page.querySelector("[data-pupil]"), here = row && document.getElementById(row.id);
    if (here && answer.ok) { here.replaceWith(document.adoptNode(row)); htmx.process(document.getElementById(row.id)); document.dispatchEvent(new Event("preau:counted")); }
    return true;
  };
  addEventListener("online", send);
  document.addEventListener("htmx:afterSettle", show);
  document.addEventListener("htmx:afterOnLoad", send);

  /* the pages to open without network, fetched quietly now and then; those of yesterday go; the list of who is inside
     does not stay as it was */
  const OPENS = /^\/(\w{8}\/(appel\/\d+|evacuation)\/)?$/, SHEET = /\/(appel\/\d+|evacuation)\/$/, isMoving = (path) => path.endsWith("/evacuation/");
  const wanted = () => (place()?.dataset.sheets ?? "").split(" ").filter(Boolean);
  const age = async (answer) => Date.now() - Number((await answer.clone().text()).match(/data-kept-at="(\d+)"/)?.[1] ?? 0);
  const stock = async () => {
    const cache = await caches.open(KEPT), here = OPENS.test(location.pathname) ? [location.pathname] : [];
    for (const request of await cache.keys()) {
      if (SHEET.test(new URL(request.url).pathname) && await age(await cache.match(request)) > DAY) await cache.delete(request);
    }
    for (const path of [...wanted(), ...here]) {
      const known = await cache.match(path);
      if (!known || (isMoving(path) && await age(known) > FRESH)) await take(path, cache);
    }
  };
  const take = async (path, cache) => {
    const answer = await fetch(path === "/" ? path : `${path}?garder=1`);
    if (!answer.ok || answer.redirected) return;
    const html = await answer.text(), csp = answer.headers.get("Content-Security-Policy") ?? "";
    if (!html.includes("data-keep-sheets")) return;
    const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": csp };
    await cache.put(path, new Response(html.replace("<body", `<body data-kept-at="${Date.now()}"`), { headers }));
  };
  const files = async () => {
    const cache = await caches.open(HOUSE);
    for (const { name } of performance.getEntriesByType("resource")) {
      const url = new URL(name);
      if (url.origin === location.origin && url.pathname.startsWith("/static/") && !(await cache.match(name))) await cache.add(name);
    }
  };
  window.preauKeeper?.then(async () => {
    if (document.body.dataset.keptAt) return;
    await files();
    await stock();
    document.documentElement.dataset.sheetsKept = "1";
    if ([...wanted(), location.pathname].some(isMoving)) setInterval(() => stock().catch(() => { /* no network: the last one stays */ }), FRESH);
  }).catch(() => { /* this browser keeps nothing: taps need the network */ });

  /* leaving the account takes the names away from the device (appareil.js); what has not left is asked about first */
  document.addEventListener("submit", (event) => {
    if (!event.target.action.endsWith("/deconnexion/")) return;
    if (mine().some(({ refused }) => !refused) && !confirm(words.leaving)) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  show();
  send();
})();
