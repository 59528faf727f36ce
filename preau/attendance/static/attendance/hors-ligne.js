/* Kept sheets: the service worker of rolls. The teacher's home page and the sheets of her day open without network; the
   home page and the evacuation list of those who read it too. The network comes first, always; what it answered is kept
   for the day, and shown, marked, when it does not answer. */
"use strict";
const KEPT = "preau-appels", SHEET = /^\/\w{8}\/(appel\/\d+|evacuation)\/$/, AWAY = new Set([502, 503, 504]);
const isKept = ({ pathname }) => pathname === "/" || SHEET.test(pathname);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate" && isKept(url)) event.respondWith(page(request, url));
});

/* files carry the mark of their content in their name: what is kept is right */
const file = async (request) => {
  const kept = await caches.open(KEPT), known = await kept.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) kept.put(request, answer.clone());
  return answer;
};

const page = async (request, url) => {
  try {
    const answer = await fetch(request);
    if (!AWAY.has(answer.status)) return remember(url, answer);
    return (await kept(url)) ?? answer;
  } catch (cause) {
    const known = await kept(url);
    if (known) return known;
    throw cause;
  }
};

/* a page is kept when it says so itself; the sign-in page never is */
const remember = async (url, answer) => {
  if (!answer.ok || answer.redirected) return answer;
  const html = await answer.clone().text();
  if (!html.includes("data-keep-sheets")) return answer;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": answer.headers.get("Content-Security-Policy") ?? "" };
  const cache = await caches.open(KEPT);
  await cache.put(url.pathname, new Response(html.replace("<body", `<body data-kept-at="${Date.now()}"`), { headers }));
  return answer;
};

const kept = async (url) => (await caches.open(KEPT)).match(url.pathname);

/* what is told while Préau is closed: that there is something, never what; a tap opens the page that says it */
self.addEventListener("push", (event) => {
  const { title = "Préau", body = "", path = "/" } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { body, tag: path, renotify: true, data: { path }, lang: "fr" }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { path } = event.notification.data, there = new URL(path, location.origin);
  event.waitUntil(self.clients.matchAll({ type: "window" }).then((windows) => {
    const open = windows.find(({ url }) => new URL(url).pathname === there.pathname);
    return open ? open.focus() : self.clients.openWindow(there.href);
  }));
});
