/* Pages kept on the device: the service worker. The network comes first, always; when it does not answer, a page that was
   kept is shown, marked with its hour, else the one that says so. What is kept belongs to one person under one hat: the
   first page of another, or of nobody, empties it. A page says itself that it may be kept (`data-keep`, with the addresses
   to keep besides), on a device that is somebody's own; the sheets of rolls (`data-keep-sheets`) on any. */
"use strict";
const PAGES = "preau-pages", HOUSE = "preau-maison", WHOSE = "/a-qui", NOTHING = "/hors-ligne/";
const SHEET = /^(\/|\/\w{8}\/(appel\/\d+|evacuation)\/)$/, AWAY = new Set([502, 503, 504]), FRESH = 12 * 3600 * 1000, MOST_FILES = 80;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(nothing().catch(() => { /* the next time */ }));
});
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), caches.delete("preau-appels")])));

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
});

/* files carry the mark of their content in their name: what is kept is right */
const file = async (request) => {
  const house = await caches.open(HOUSE), known = await house.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) house.put(request, answer.clone()).then(() => prune(house));
  return answer;
};
const prune = async (house) => {
  const files = (await house.keys()).filter(({ url }) => url.includes("/static/"));
  for (const old of files.slice(0, Math.max(0, files.length - MOST_FILES))) await house.delete(old);
};
const files = async (html) => {
  const house = await caches.open(HOUSE);
  for (const [, path] of html.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)) if (!(await house.match(path))) await house.add(path);
};
const nothing = async () => {
  const answer = await fetch(NOTHING, { credentials: "omit" }), html = await answer.text();
  if (!answer.ok) return;
  await (await caches.open(HOUSE)).put(NOTHING, copy(marked(html), answer));
  await files(html);
};

const page = async (event, url) => {
  try {
    const answer = await fetch(event.request);
    if (AWAY.has(answer.status)) return (await kept(url)) ?? answer;
    event.waitUntil(seen(url.pathname + url.search, answer.clone()));
    return answer;
  } catch (cause) {
    const known = (await kept(url)) ?? (await caches.match(NOTHING));
    if (known) return known;
    throw cause;
  }
};
const kept = async ({ pathname, search }) => (await caches.open(PAGES)).match(pathname === "/" ? pathname : pathname + search);
const marked = (html) => html.replace("<body", `<body data-kept-at="${Date.now()}"`);
const copy = (html, answer) => new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": answer.headers.get("Content-Security-Policy") ?? "" } });

/* whose pages these are, and whether the device is her own */
const whose = async () => (await (await caches.open(HOUSE)).match(WHOSE))?.json() ?? { owner: "", keeps: false };
const belongs = async (owner, keeps) => {
  const former = await whose();
  if (former.owner !== owner) await caches.delete(PAGES);
  const now = { owner, keeps: keeps ?? former.keeps };
  if (former.owner !== owner || former.keeps !== now.keeps) await (await caches.open(HOUSE)).put(WHOSE, new Response(JSON.stringify(now)));
};

/* a page that was answered: whose it is, and what it asks to keep */
const seen = async (path, answer, more = []) => {
  if (!answer.ok || !(answer.headers.get("Content-Type") ?? "").startsWith("text/html")) return;
  const html = await answer.text(), [body] = html.match(/<body[^>]*>/) ?? [""], owner = body.match(/ data-owner="([^"]+)"/)?.[1] ?? "";
  await belongs(owner);
  const also = body.match(/ data-keep="([^"]*)"/)?.[1], isSheet = SHEET.test(path) && html.includes("data-keep-sheets"), { keeps } = await whose();
  if (!owner || !(isSheet || (keeps && also !== undefined && !path.includes("?")))) return;
  const pages = await caches.open(PAGES), page = marked(html);
  for (const one of [path, ...more]) await pages.put(one, copy(page, answer));
  await files(html);
  if (keeps && !more.length) for (const one of (also ?? "").split(" ").filter(Boolean)) if (await isOld(pages, one)) await take(one);
  if ((await whose()).owner !== owner) await caches.delete(PAGES);
};
const isOld = async (pages, path) => Date.now() - Number((await (await pages.match(path))?.text())?.match(/data-kept-at="(\d+)"/)?.[1] ?? 0) > FRESH;
const take = async (path) => {
  const answer = await fetch(path), there = new URL(answer.url);
  await seen(path, answer, [there.pathname + there.search]);
};

/* a page that is open says whose it is, and waits for the answer before it keeps anything itself */
self.addEventListener("message", (event) => event.waitUntil((async () => {
  const { owner, keeps, path } = event.data;
  await belongs(owner, keeps);
  event.ports[0]?.postMessage(true);
  if (path) await seen(path, await fetch(path));
  if (!(await caches.match(NOTHING))) await nothing();
})().catch(() => { /* no network: the next time */ })));

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
