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
    const me = document.querySelector(".me[open]");
    if (me && !me.contains(target)) me.open = false;
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

  /* a form asks when it must, leaves once, and says it is leaving */
  on("submit", (event) => {
    const form = event.target, button = event.submitter, stop = () => { event.preventDefault(); event.stopPropagation(); };
    if (form.method !== "post") return;
    if (form.dataset.confirm && !form.dataset.sure) { stop(); ask(form, button); return; }
    delete form.dataset.sure;
    if (form.matches("[hx-post]")) {
      if (form.ariaBusy === "true" && !form.matches("[hx-sync]")) stop();
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

  /* what the server refuses is said where the page speaks, and nothing is swapped in its place */
  const say = (html) => {
    const place = byId("refus");
    if (!place) return;
    place.innerHTML = html;
    place.scrollIntoView({ block: "nearest" });
  };
  on("htmx:beforeSwap", ({ detail }) => {
    if (detail.xhr.status < 400) return;
    detail.shouldSwap = false;
    say(detail.xhr.responseText);
  });
  on("htmx:sendError", () => say(byId("hors-ligne").innerHTML));

  /* the hand stays where it was: after a swap the same button of the same pupil is focused again */
  let held = null;
  on("htmx:beforeRequest", ({ detail: { elt } }) => {
    elt.ariaBusy = "true";
    const button = document.activeElement, row = button?.closest("[data-pupil]");
    held = row && elt.contains(button) ? [row.id, button.name, button.value] : null;
  });
  on("htmx:afterRequest", ({ detail: { elt } }) => { elt.ariaBusy = null; });
  on("htmx:afterSettle", () => {
    unveil();
    count();
    if (!held) return;
    const row = byId(held[0]);
    (row?.querySelector(`button[name="${held[1]}"][value="${held[2]}"]`) ?? row)?.focus();
    held = null;
  });

  /* the counts of the sheet follow the taps */
  const count = () => {
    const place = document.querySelector("[data-counts]");
    if (!place) return;
    const absent = all(".pupil-absent").length, late = all(".pupil-retard").length;
    const word = (n, one) => `${n} ${one}${n < 2 ? "" : "s"}`;
    place.textContent = absent || late ? `${word(absent, "absence")}, ${word(late, "retard")}` : "Tout le monde est là";
  };

  /* the sheet by keyboard: arrows move between pupils, P, A and R note */
  on("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const me = document.querySelector(".me[open]"), row = event.target.closest("[data-pupil]");
    if (event.key === "Escape" && me) { me.open = false; me.firstElementChild.focus(); }
    if (!row) return;
    const near = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    if (near) {
      event.preventDefault();
      (near.querySelector('button[aria-pressed="true"]') ?? near).focus();
    }
    const standing = { p: "present", a: "absent", r: "retard" }[event.key.toLowerCase()];
    const button = standing && row.querySelector(`button[data-standing="${standing}"]`);
    if (!button) return;
    event.preventDefault();
    button.focus();
    if (button.ariaPressed !== "true") button.click();
  });
})();
