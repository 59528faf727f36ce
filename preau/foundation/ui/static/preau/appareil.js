/* The device: says whose it is to the service worker that keeps pages, shows that a page is a kept one, offers once to put
   Préau on the home screen. Nothing here is needed. */
(() => {
  "use strict";
  const { owner, keep, keptAt } = document.body.dataset, root = document.documentElement;
  const isOwn = matchMedia("(pointer: coarse)").matches || matchMedia("(display-mode: standalone)").matches || navigator.standalone;

  /* a page of another time says so, and comes anew with the network */
  const said = document.getElementById("hors-connexion");
  if (keptAt && owner && said) {
    const at = new Date(Number(keptAt)), told = (how) => new Intl.DateTimeFormat(root.lang, { ...how, timeZone: "Europe/Paris" }).format(at);
    const hour = told({ hour: "numeric", minute: "2-digit" });
    said.textContent = said.dataset.said.replace("%(day)s", told({ weekday: "long", day: "numeric", month: "long" }))
      .replace("%(hour)s", root.lang === "fr" ? hour.replace(":", "\u202fh\u202f") : hour);
    said.hidden = false;
  }
  const again = () => fetch("/hors-ligne.js", { method: "HEAD", cache: "no-store" }).then(({ ok }) => { if (ok) location.reload(); }, () => { /* not yet */ });
  if (keptAt && !document.getElementById("gestes-gardes")) addEventListener("online", again);

  /* leaving the account takes everything away from the device, with or without network */
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.action.endsWith("/deconnexion/")) self.caches?.delete("preau-pages");
  });

  /* a page of nobody empties the device; one that says that something broke is nobody's word */
  const isBroken = performance.getEntriesByType("navigation")[0]?.responseStatus >= 500;
  if (!("serviceWorker" in navigator) || !(owner || navigator.serviceWorker.controller) || isBroken) return;
  const isSeen = navigator.serviceWorker.controller || keptAt;
  window.preauKeeper = navigator.serviceWorker.register("/hors-ligne.js").then(() => navigator.serviceWorker.ready).then(({ active }) => new Promise((done) => {
    if (keptAt) { done(); return; }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { root.dataset.keeper = "1"; done(); };
    active.postMessage({ owner: owner ?? "", keeps: Boolean(isOwn), path: isSeen || keep === undefined ? "" : location.pathname + location.search }, [port2]);
  }));
  window.preauKeeper.catch(() => { /* this browser keeps nothing */ });

  /* the home screen: asked once, on a phone, never again */
  const place = document.getElementById("installer");
  let isAsked = true;
  try { isAsked = localStorage.getItem("preau-installer") !== null; } catch { /* not remembered: not asked */ }
  if (!place || isAsked || keptAt || !isOwn || matchMedia("(display-mode: standalone)").matches || navigator.standalone) return;
  const show = (how) => {
    localStorage.setItem("preau-installer", "1");
    place.querySelector(`[data-how="${how}"]`).hidden = place.hidden = false;
  };
  const close = () => { place.hidden = true; };
  place.querySelector("[data-no]").addEventListener("click", close);
  addEventListener("appinstalled", close);
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    if (!place.hidden) return;
    const button = place.querySelector("[data-install]");
    button.hidden = false;
    button.addEventListener("click", () => { close(); event.prompt(); });
    show("button");
  });
  if (navigator.standalone === false) show("share");
})();
