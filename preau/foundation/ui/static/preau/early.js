/* A tap made before the page's scripts have come waits for them, so that it can cross no other tap; then it goes as
   they would have sent it. If they never come, it goes as a plain form. Loaded first, before the page is drawn. */
(() => {
  "use strict";
  const early = [];
  const hold = (event) => {
    if (!event.target.matches("[hx-post]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    early.push([event.target, event.submitter]);
    event.submitter?.setAttribute("aria-busy", "true");
  };
  const release = () => {
    document.removeEventListener("submit", hold, true);
    for (const [form, button] of early.splice(0)) {
      if (!button) { form.requestSubmit(); continue; }
      button.removeAttribute("aria-busy");
      button.click();
    }
  };
  document.addEventListener("submit", hold, true);
  document.addEventListener("htmx:load", release, { once: true });
  addEventListener("load", () => { if (!window.htmx) release(); }, { once: true });
})();
