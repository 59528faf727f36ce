/* A council by keyboard, or by the remote of a projector: Page Down and Page Up pass to another pupil, a key goes to a
   field. Each field leaves by itself; what a colleague writes comes in where nobody is typing, and nothing is written
   over unseen. Without this file the page is a form. */
(() => {
  "use strict";
  const keeper = document.querySelector("[data-decisions-url]"), form = keeper?.closest("form"), words = keeper?.dataset, REST = 1200, PAUSE = 4000, AWAY = [502, 503, 504];
  const fields = () => [...(form?.querySelectorAll("[data-field]") ?? [])], fieldOf = (key) => form.querySelector(`[data-field="${key}"]`);
  const known = new Map(fields().map(({ dataset }) => [dataset.field, { text: dataset.kept, version: dataset.seen }]));
  const waiting = new Set(), timers = new Map(), troubles = new Map();
  let isSending = false, again = 0, hasSaved = false;
  const isChanged = (field) => field.value.trim() !== known.get(field.dataset.field).text.trim();

  const show = () => {
    hasSaved ||= waiting.size > 0;
    const text = waiting.size ? (again ? words.away : words.waits) : hasSaved && !troubles.size ? words.saved : "";
    if (keeper.textContent !== text) keeper.textContent = text;
  };
  const button = (text, then) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet", textContent: text });
    made.addEventListener("click", then);
    return made;
  };
  const look = (field) => {
    const key = field.dataset.field, line = field.closest("li"), notes = line.querySelector(".text-notes"), count = line.querySelector("[data-count]"), trouble = troubles.get(key);
    if (count) {
      const length = [...field.value.trim()].length, most = Number(field.dataset.most);
      count.lastElementChild.textContent = `${length}/${most}`;
      count.toggleAttribute("data-over", length > most);
    }
    if (trouble) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
    field.toggleAttribute("data-waits", waiting.has(key));
    notes.replaceChildren(...(trouble ? [Object.assign(document.createElement("p"), { textContent: trouble.message })] : []));
    if (trouble?.isConflict) notes.append(button(words.mine, () => settle(field, trouble.typed)), button(words.theirs, () => settle(field, known.get(key).text)));
  };
  const settle = (field, text) => {
    troubles.delete(field.dataset.field);
    field.value = text;
    field.focus();
    note(field);
  };
  const note = (field) => {
    const key = field.dataset.field;
    clearTimeout(timers.get(key));
    if (troubles.has(key) && troubles.get(key).typed === field.value) return;
    troubles.delete(key);
    if (isChanged(field)) waiting.add(key); else waiting.delete(key);
    look(field);
    send();
  };
  const send = async () => {
    clearTimeout(again);
    again = 0;
    if (isSending || !waiting.size) return show();
    isSending = true;
    show();
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.querySelector("[name=csrfmiddlewaretoken]").value }), sent = new Map();
    for (const key of waiting) {
      sent.set(key, fieldOf(key).value);
      body.append(`a-${key}-${known.get(key).version}`, sent.get(key));
    }
    let answer = null;
    try { answer = await fetch(words.decisionsUrl, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" }); } catch { /* no network */ }
    isSending = false;
    if (answer?.ok) hear(sent, (await answer.json()).texts);
    else if (answer?.type === "opaqueredirect") location.reload();
    else if (answer && !AWAY.includes(answer.status)) hear(sent, {});
    else again = setTimeout(send, PAUSE);
    show();
    if (answer?.ok && waiting.size) send();
  };
  const hear = (sent, told) => {
    for (const [key, typed] of sent) {
      const field = fieldOf(key), said = told[key], isKept = said?.outcome === "ecrite" || said?.outcome === "inchangee";
      if (said) known.set(key, { text: said.text, version: said.version });
      if (!isKept) troubles.set(key, { message: said?.message ?? words.unkept, typed, isConflict: said?.outcome === "conflit" });
      if (!isKept || !isChanged(field)) waiting.delete(key);
      look(field);
    }
  };

  /* what others wrote, where nothing of ours is on its way */
  const hearOthers = () => {
    const now = form?.parentElement.querySelector("[data-decisions-now]");
    if (!now) return;
    for (const [key, [text, version]] of Object.entries(JSON.parse(now.dataset.decisionsNow))) {
      const field = fieldOf(key);
      if (waiting.has(key) || troubles.has(key) || isChanged(field)) continue;
      known.set(key, { text, version });
      if (field.value === text) continue;
      field.value = text;
      look(field);
    }
  };
  document.addEventListener("htmx:afterSwap", hearOthers);

  form?.addEventListener("input", ({ target }) => {
    if (!target.dataset.field) return;
    look(target);
    clearTimeout(timers.get(target.dataset.field));
    timers.set(target.dataset.field, setTimeout(note, target.localName === "select" ? 0 : REST, target));
  });
  form?.addEventListener("focusout", ({ target }) => { if (target.dataset.field) note(target); });
  form?.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); fields().forEach(note); }, true);
  form?.querySelector("[data-saves-all]")?.closest("p").remove();
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });

  /* nobody leaves a pupil before what was typed is kept, or the network is seen to be away */
  const leave = (then) => (waiting.size && !again ? setTimeout(leave, 50, then) : then());
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, altKey, metaKey, shiftKey } = event;
    if (altKey || metaKey || shiftKey) return;
    if (key === "Enter" && ctrlKey && target.dataset?.field) {
      const all = fields().filter((one) => one.checkVisibility?.() ?? true), next = all[all.indexOf(target) + 1];
      event.preventDefault();
      return next ? next.focus() : note(target);
    }
    const door = document.querySelector(`[data-step="${CSS.escape(key)}"]`), field = document.querySelector(`[data-jump="${CSS.escape(key)}"]`);
    if (ctrlKey || !(door || field)) return;
    event.preventDefault();
    if (field) return field.focus();
    document.activeElement?.blur();
    (door.querySelector("button") ?? door).click();
  });
  for (const door of document.querySelectorAll("[data-step]")) {
    door.addEventListener(door.localName === "form" ? "submit" : "click", (event) => {
      if (door.dataset.sure || !waiting.size) return;
      const { submitter } = event;
      event.preventDefault();
      event.stopPropagation();
      leave(() => {
        door.dataset.sure = "1";
        delete door.dataset.left;
        if (submitter) door.requestSubmit(submitter); else door.click();
      });
    }, true);
  }
  if (form) form.dataset.ready = "1";
})();
