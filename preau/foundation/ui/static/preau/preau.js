/* Small comforts. Everything works without this file: it only spares waiting and doubt. */
(() => {
  "use strict";
  const root = document.documentElement;

  /* the theme chosen on this device */
  const theme = localStorage.getItem("preau-theme");
  if (theme) root.dataset.theme = theme;
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      localStorage.setItem("preau-theme", root.dataset.theme);
    });
  }

  /* errors are read first */
  document.querySelector("[data-focus]")?.focus();

  /* a form leaves once, and says it is leaving */
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.dataset.confirm && !form.dataset.confirmed) {
      event.preventDefault();
      ask(form, button);
      return;
    }
    if (form.hasAttribute("hx-post") || form.method === "get" || event.defaultPrevented) return;
    if (form.dataset.left) { event.preventDefault(); return; }
    form.dataset.left = "1";
    if (button) {
      button.setAttribute("aria-busy", "true");
      const label = button.querySelector("span");
      if (button.dataset.busy && label) label.textContent = button.dataset.busy;
    }
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-left]")) delete form.dataset.left;
  });

  const ask = (form, button) => {
    const dialog = document.createElement("dialog");
    const words = document.createElement("p");
    words.textContent = form.dataset.confirm;
    const row = document.createElement("div");
    const yes = Object.assign(document.createElement("button"), { className: "button button-primary", textContent: "Confirmer" });
    const no = Object.assign(document.createElement("button"), { className: "button button-secondary", textContent: "Annuler" });
    row.append(yes, no);
    dialog.append(words, row);
    document.body.append(dialog);
    no.onclick = () => dialog.close();
    yes.onclick = () => { form.dataset.confirmed = "1"; dialog.close(); form.requestSubmit(button); };
    dialog.onclose = () => { dialog.remove(); button?.focus(); };
    dialog.showModal();
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  /* what the server refuses is said where the page speaks, and nothing is swapped in its place */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const status = event.detail.xhr.status;
    if (status < 400) return;
    event.detail.shouldSwap = false;
    say(event.detail.xhr.responseText);
  });
  document.addEventListener("htmx:sendError", () => say(
    '<div class="alert alert-danger" role="alert"><p>Pas de connexion : ce geste n’est pas enregistré. Réessayez.</p></div>'));
  const say = (html) => {
    const place = document.getElementById("refus");
    if (place) { place.innerHTML = html; place.scrollIntoView({ block: "nearest" }); }
  };

  /* the counts of the sheet follow the taps */
  const count = () => {
    const place = document.querySelector("[data-counts]");
    if (!place) return;
    const of = (name) => document.querySelectorAll(`.pupil-${name}`).length;
    const word = (n, one, many) => `${n} ${n < 2 ? one : many}`;
    const absent = of("absent"), late = of("retard");
    place.textContent = absent || late
      ? `${word(absent, "absence", "absences")}, ${word(late, "retard", "retards")}` : "Tout le monde est là";
  };
  document.addEventListener("htmx:afterSettle", count);

  /* keep the hand where it was: after a swap the same button of the same pupil is focused again */
  let held = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    const button = document.activeElement, row = button?.closest("[data-pupil]");
    held = row && event.detail.elt.contains(button) ? [row.id, button.name, button.value] : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!held) return;
    const [id, name, value] = held;
    held = null;
    const row = document.getElementById(id);
    (row?.querySelector(`button[name="${name}"][value="${value}"]`) ?? row)?.focus();
  });

  /* the sheet by keyboard: arrows move between pupils, P, A and R note */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest?.("[data-pupil]");
    if (!row) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
      if (!next) return;
      event.preventDefault();
      (next.querySelector('button[aria-pressed="true"]') ?? next).focus();
    }
    const standing = { p: "present", a: "absent", r: "retard" }[event.key.toLowerCase()];
    if (standing) {
      event.preventDefault();
      const button = row.querySelector(`button[data-standing="${standing}"]`);
      if (button && button.getAttribute("aria-pressed") !== "true") { button.focus(); button.click(); }
    }
  });
})();
