/* Small comforts. Everything works without this file: it only spares waiting and doubt. */
(() => {
  "use strict";
  const root = document.documentElement, on = (name, then, early) => document.addEventListener(name, then, early);
  const all = (selector) => document.querySelectorAll(selector), byId = (id) => document.getElementById(id);

  /* the theme chosen on this device, when the device may remember */
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const dress = (theme) => {
    if (theme) root.dataset.theme = theme;
    for (const button of all("[data-theme-switch]")) {
      button.hidden = false;
      button.textContent = isDark() ? button.dataset.light : button.dataset.dark;
    }
  };
  try { dress(localStorage.getItem("preau-theme")); } catch { dress(); }

  /* errors are read first; what needs a script appears with it */
  document.querySelector("[data-focus]")?.focus();
  const unveil = () => { for (const button of all("[data-reveal], [data-print]")) button.hidden = false; };
  unveil();

  on("click", ({ target }) => {
    for (const fold of all(".top details[open]")) if (!fold.contains(target)) fold.open = false;
    const fold = target.closest("summary")?.parentElement;
    if (fold) fold.dataset.held = "1";
    const button = target.closest("[data-theme-switch], [data-reveal], [data-print]");
    if (!button) return;
    if ("print" in button.dataset) print();
    else if ("reveal" in button.dataset) {
      const field = byId(button.getAttribute("aria-controls")), shown = field.type === "text";
      field.type = shown ? "password" : "text";
      button.setAttribute("aria-pressed", String(!shown));
    } else {
      dress(isDark() ? "light" : "dark");
      try { localStorage.setItem("preau-theme", root.dataset.theme); } catch { /* for this page only */ }
    }
  });

  /* a second tap on a pupil whose first is on its way waits for its turn: the last one wins, with a key of its own */
  const waiting = new Map();
  const twin = (place, { localName, name, value }) =>
    [...place.querySelectorAll(localName)].find((other) => other.name === name && other.value === value);
  const resume = () => {
    for (const [id, asked] of waiting) {
      const row = byId(id), button = row && twin(row, asked);
      if (row?.querySelector('[aria-busy="true"]')) continue;
      waiting.delete(id);
      if (button && button.ariaPressed !== "true") button.click();
    }
  };

  /* a form asks when it must, leaves once, and says it is leaving */
  on("submit", (event) => {
    const form = event.target, button = event.submitter, stop = () => { event.preventDefault(); event.stopPropagation(); };
    if (form.method !== "post") return;
    if (form.dataset.confirm && !form.dataset.sure) { stop(); ask(form, button); return; }
    delete form.dataset.sure;
    if (form.matches("[hx-post]")) {
      const row = form.closest("[data-pupil]");
      if (form.ariaBusy !== "true" && !row?.querySelector('[aria-busy="true"]')) return;
      stop();
      if (row && button) waiting.set(row.id, button);
      return;
    }
    if (form.dataset.left) { stop(); return; }
    form.dataset.left = "1";
    button?.setAttribute("aria-busy", "true");
    if (button?.dataset.busy) button.querySelector("span").textContent = button.dataset.busy;
  }, true);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });

  const ask = (form, button) => {
    const dialog = byId("confirmation"), no = dialog.querySelector("[type=button]");
    dialog.firstElementChild.textContent = form.dataset.confirm;
    no.onclick = () => dialog.close();
    dialog.onsubmit = () => { form.dataset.sure = "1"; setTimeout(() => form.requestSubmit(button)); };
    dialog.showModal();
    no.focus();
  };

  on("change", ({ target }) => { if (target.matches("[data-submit]")) target.form.requestSubmit(); });
  on("input", ({ target }) => {
    const place = target.dataset.most && byId(`${target.id}-longueur`);
    if (!place) return;
    const length = [...target.value.trim()].length, most = Number(target.dataset.most);
    place.hidden = false;
    place.toggleAttribute("data-over", length > most);
    place.lastElementChild.textContent = `${length}/${most}`;
  });

  /* what the server refuses is said where the page speaks, and nothing is swapped in its place */
  const say = (html) => {
    const place = byId("refus");
    if (!place) return;
    place.innerHTML = html;
    if (!html) return;
    waiting.clear();
    place.scrollIntoView({ block: "nearest" });
  };
  const isGesture = ({ requestConfig }) => !requestConfig.elt.dataset.live;
  on("htmx:beforeSwap", ({ detail }) => {
    const failed = detail.xhr.status >= 400, { target } = detail;
    /* a fragment drawn again must not take away the row whose tap is on its way: it is asked again afterwards */
    if (!isGesture(detail) && target.querySelector('[aria-busy="true"]')) {
      detail.shouldSwap = false;
      setTimeout(() => htmx.trigger(target, "live"), 500);
      return;
    }
    if (failed) detail.shouldSwap = false;
    else keep(target);
    if (isGesture(detail)) say(failed ? detail.xhr.responseText : "");
  });
  on("htmx:sendError", ({ detail }) => { if (isGesture(detail)) say(byId("hors-ligne").innerHTML); });

  /* a swap changes nothing for the hand: the same thing has the focus, what it folded stays folded;
     what it changed is told to those who listen to the page */
  let held = null, folds = [], told = new Map();
  const lost = () => !document.activeElement || document.activeElement === document.body;
  const heard = (place) => new Map([...place.querySelectorAll("[data-tell]")].map((e) => [e.dataset.tell, e.textContent.trim()]));
  const hold = (fold, open) => { fold.open = open; fold.dataset.held = "1"; };
  const keep = (place) => {
    const me = document.activeElement ?? document.body, home = me.closest("[id]");
    folds = [...place.querySelectorAll("details")].map((fold) => fold.dataset.held ? fold.open : null);
    told = heard(place);
    held = place.contains(me)
      ? { id: home.id, me, href: me.getAttribute("href"), rank: [...home.querySelectorAll(me.localName)].indexOf(me) }
      : null;
  };
  on("htmx:afterSwap", ({ detail }) => {
    const place = byId(detail.target.id) ?? detail.target;
    const now = place.querySelectorAll("details");
    if (now.length === folds.length) now.forEach((fold, n) => { if (folds[n] !== null) hold(fold, folds[n]); });
    for (const [name, words] of heard(place)) if (told.has(name) && told.get(name) !== words) announce(`${name}\u202f: ${words}`);
    if (!held || !lost()) return;
    const { id, me, href, rank } = held, home = byId(id), like = home ? [...home.querySelectorAll(me.localName)] : [];
    const same = me.name ? twin(home ?? place, me) : like.find((other) => href && other.getAttribute("href") === href);
    (same ?? like[rank] ?? home)?.focus();
    if (lost()) byId("contenu").focus({ preventScroll: true });
  });
  const announce = (words) => { byId("annonce").textContent = words; };

  on("htmx:beforeRequest", ({ detail: { elt } }) => { elt.ariaBusy = "true"; });
  on("htmx:afterRequest", ({ detail: { elt } }) => { elt.ariaBusy = null; });
  on("htmx:afterSettle", ({ target }) => {
    unveil();
    const counted = count();
    if (target.matches?.("[data-pupil]")) {
      const pressed = target.querySelector('[data-standing][aria-pressed="true"]');
      announce(`${target.querySelector("legend").textContent}\u202f: ${pressed.textContent.trim()}. ${counted}.`);
    }
    resume();
  });

  /* the counts of the sheet follow the taps */
  const count = () => {
    const place = document.querySelector("[data-counts]");
    if (!place) return "";
    const absent = all(".pupil-absent").length, late = all(".pupil-retard").length;
    const word = (n, one) => `${n} ${one}${n < 2 ? "" : "s"}`;
    return place.textContent = absent || late ? `${word(absent, "absence")}, ${word(late, "retard")}` : "Tout le monde est là";
  };

  on("preau:counted", () => count());

  /* the sheet by keyboard: arrows move between pupils, P, A and R note, V goes to the button that validates */
  on("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, target } = event, me = document.querySelector(".top details[open]");
    if (key === "Escape" && me) { me.open = false; me.firstElementChild.focus(); }
    const row = target.closest("[data-pupil]"), go = (place) => {
      if (!place) return;
      event.preventDefault();
      (place.querySelector('button[aria-pressed="true"]') ?? place).focus();
    };
    if (!row) {
      if (key === "ArrowDown" && target.matches("body, main")) go(document.querySelector("[data-pupil]:has(button)"));
      return;
    }
    const last = document.querySelector(".sheet-bar button");
    if (key === "ArrowDown") go(row.nextElementSibling ?? last);
    if (key === "ArrowUp") go(row.previousElementSibling);
    if (key.toLowerCase() === "v") go(last);
    const standing = { p: "present", a: "absent", r: "retard" }[key.toLowerCase()];
    const button = standing && row.querySelector(`button[data-standing="${standing}"]`);
    if (!button) return;
    event.preventDefault();
    button.focus();
    if (button.ariaPressed !== "true") button.click();
  });
  document.querySelector(".menu > ul > li > [aria-current], .menu summary[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
})();
