/* The grid by keyboard. Enter and the arrows save and move, a column is pasted, Ctrl+Z takes back. Each cell leaves by
   itself, without waiting; what cannot leave is kept on the device and leaves later. Without this file the grid is a
   form with one button. */
(() => {
  "use strict";
  const grid = document.querySelector("[data-grid]"), keeper = document.querySelector("[data-grid-url]");
  if (!grid || !keeper || window.preauGrid) return;
  window.preauGrid = true;
  const KEPT = "preau-notes", words = keeper.dataset, path = words.gridUrl, me = words.who, PAUSE = 4000, AWAY = new Set([502, 503, 504]);
  const cells = () => [...grid.querySelectorAll("input[data-cell]")], cellOf = (name) => grid.querySelector(`input[data-cell="${name}"]`);
  document.querySelectorAll("[data-reveal-with-script]").forEach((button) => { button.hidden = false; });
  grid.closest("form").querySelector("[data-saves-all]")?.closest("p").remove();

  /* what a cell says may have a colour */
  const colours = JSON.parse(grid.dataset.colours ?? "null");
  const paint = () => { if (colours) for (const cell of cells()) cell.dataset.colour = colours[cell.value.trim()] ?? ""; };

  /* what is known of each cell: its text and its version; what was done, to take it back */
  const known = new Map(), done = [];
  const learn = (now) => {
    for (const [name, [text, version]] of Object.entries(now.known ?? {})) {
      const before = known.get(name), cell = cellOf(name);
      /* typed over what was there before: what somebody writes meanwhile was not seen */
      if (before && cell && cell === document.activeElement && cell.value.trim() !== before.text) continue;
      known.set(name, { text, version });
      if (!cell || waiting.has(name) || refused.has(name)) continue;
      if (before && before.version === version) continue;
      if (cell !== document.activeElement || cell.value === before?.text) cell.value = text;
    }
    figures(now);
    paint();
  };
  const write = (selector, text) => { const place = grid.querySelector(selector); if (place && place.textContent !== text) place.textContent = text; };
  const figures = ({ averages, columns, figures: total, shown = {} }) => {
    for (const [name, text] of Object.entries(shown)) write(`[data-shown="${name}"]`, text);
    for (const [id, text] of Object.entries(averages)) write(`[data-average="${id}"]`, text);
    for (const [id, texts] of Object.entries(columns)) ["low", "mean", "high", "filled"].forEach((key, n) => write(`[data-foot="${key}-${id}"]`, texts[n]));
    ["low", "mean", "high"].forEach((key, n) => write(`[data-foot="${key}"]`, total[n]));
  };

  /* what has not left: by cell, the last thing typed and the version that was seen before the first */
  const waiting = new Map(), refused = new Map();
  const read = () => { try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; } };
  const store = () => {
    const all = read(), mine = [...waiting].map(([name, { text, seen }]) => [name, text, seen]);
    if (mine.length) all[`${me} ${path}`] = mine; else delete all[`${me} ${path}`];
    try { localStorage.setItem(KEPT, JSON.stringify(all)); } catch { /* this device keeps nothing: the page does */ }
  };
  const note = (cell, { takesBack = false } = {}) => {
    const name = cell.dataset.cell, text = cell.value.trim(), was = waiting.get(name)?.text ?? known.get(name)?.text ?? "";
    const told = refused.get(name);
    if (told?.conflict ? text === told.typed : text === was && !told) return;
    if (!takesBack) done.push([name, was]);
    refused.delete(name);
    cell.removeAttribute("aria-invalid");
    waiting.set(name, { text, seen: waiting.get(name)?.seen ?? known.get(name)?.version ?? 0 });
    cell.dataset.state = "waits";
    store();
    send();
  };

  /* one request at a time, with everything that waits: the order of the hand is kept */
  let isSending = false, again = 0;
  const send = async () => {
    clearTimeout(again);
    if (isSending || !waiting.size) return show();
    isSending = true;
    const sent = new Map(waiting);
    const body = new URLSearchParams({ csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value });
    for (const [name, { text, seen }] of sent) body.append(`n-${name}-${seen}`, text);
    let answer = null;
    try { answer = await fetch(path, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" }); } catch { /* no network */ }
    isSending = false;
    if (answer?.ok) hear(sent, await answer.json());
    else if (answer && answer.type !== "opaqueredirect" && !AWAY.has(answer.status)) fail(sent, await answer.text());
    else if (answer?.type === "opaqueredirect") location.reload();
    else again = setTimeout(send, PAUSE);
    show();
    if (answer?.ok && waiting.size) send();
  };
  const hear = (sent, told) => {
    for (const [name, { outcome, text, version, message }] of Object.entries(told.cells)) {
      const cell = cellOf(name), typed = sent.get(name).text, kept = outcome === "ecrite" || outcome === "inchangee";
      known.set(name, { text, version });
      if (waiting.get(name)?.text === typed) waiting.delete(name);
      else if (waiting.has(name) && kept) waiting.get(name).seen = version;
      if (!cell) continue;
      if (kept) {
        if (!waiting.has(name)) { delete cell.dataset.state; if (cell !== document.activeElement || cell.value.trim() === typed) cell.value = text; }
        continue;
      }
      delete cell.dataset.state;
      cell.setAttribute("aria-invalid", "true");
      refused.set(name, { message, typed, conflict: outcome === "conflit" });
    }
    store();
    followSoon();
  };
  /* averages and figures follow: the live message asks for them, and this when it does not come */
  let soon = 0;
  const followSoon = () => { clearTimeout(soon); soon = setTimeout(() => window.htmx?.trigger("#carnet", "live"), 400); };
  const fail = (sent, html) => {
    const page = new DOMParser().parseFromString(html, "text/html"), message = page.querySelector(".alert p:last-child, main p")?.textContent.trim() || words.unkept;
    for (const [name, { text }] of sent) {
      waiting.delete(name);
      refused.set(name, { message, typed: text, conflict: false });
      cellOf(name)?.setAttribute("aria-invalid", "true");
    }
    store();
  };

  /* what the page says of them */
  const label = (cell) => cell.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id).firstChild.textContent.trim()).join(", ");
  const state = keeper.querySelector("[data-grid-state]"), list = keeper.querySelector("[data-grid-refused]");
  const show = () => {
    paint();
    const count = waiting.size, away = again && count && !isSending;
    state.textContent = away && !navigator.onLine ? words.away.replace("%", count) : count > 1 || away ? words.waits.replace("%", count) : "";
    list.replaceChildren(...[...refused].map(([name, { message, typed, conflict }]) => {
      const item = document.createElement("li"), text = document.createElement("span"), cell = cellOf(name);
      text.textContent = `${cell ? label(cell) : ""}\u202f: ${message}`;
      item.append(text, button(words.go, () => { cell?.focus(); }));
      if (conflict) item.append(button(words.mine.replace("%", typed || words.nothing), () => settle(name, typed)), button(words.theirs, () => settle(name, null)));
      return item;
    }));
  };
  const button = (text, then) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet", textContent: text });
    made.addEventListener("click", then);
    return made;
  };
  const settle = (name, typed) => {
    const cell = cellOf(name);
    refused.delete(name);
    cell.removeAttribute("aria-invalid");
    cell.value = typed ?? known.get(name).text;
    note(cell);
    cell.focus();
    show();
  };

  /* the hand: lines and columns */
  const place = (cell) => {
    const row = cell.closest("tr"), lines = [...grid.tBodies[0].rows];
    return [lines.indexOf(row), cell.closest("td").cellIndex];
  };
  const at = (line, column) => grid.tBodies[0].rows[line]?.cells[column]?.querySelector("input");
  const step = (cell, down, right) => {
    let [line, column] = place(cell);
    for (;;) {
      line += down; column += right;
      const row = grid.tBodies[0].rows[line];
      if (!row || !row.cells[column]) return false;
      const next = at(line, column);
      if (next) { next.focus(); return true; }
    }
  };
  const isWhole = (cell) => cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  grid.addEventListener("focusin", ({ target }) => { if (target.matches("input[data-cell]")) target.select(); });
  grid.addEventListener("focusout", ({ target }) => { if (target.matches("input[data-cell]")) note(target); });
  grid.addEventListener("keydown", (event) => {
    const { key, target: cell } = event;
    if (!cell.matches("input[data-cell]") || event.altKey) return;
    const move = (down, right) => { event.preventDefault(); if (!step(cell, down, right)) note(cell); };
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "z") {
      if (cell.value.trim() !== (known.get(cell.dataset.cell)?.text ?? "") && !waiting.has(cell.dataset.cell)) return;
      event.preventDefault();
      takeBack();
    } else if (event.ctrlKey || event.metaKey) return;
    else if (key === "Enter") move(event.shiftKey ? -1 : 1, 0);
    else if (key === "ArrowDown") move(1, 0);
    else if (key === "ArrowUp") move(-1, 0);
    else if (key === "ArrowRight" && (isWhole(cell) || cell.selectionStart === cell.value.length)) move(0, 1);
    else if (key === "ArrowLeft" && (isWhole(cell) || cell.selectionEnd === 0)) move(0, -1);
    else if (key === "Escape") { cell.value = waiting.get(cell.dataset.cell)?.text ?? known.get(cell.dataset.cell)?.text ?? ""; cell.select(); }
  });
  const takeBack = () => {
    const last = done.pop(), cell = last && cellOf(last[0]);
    if (!cell) return;
    cell.value = last[1];
    note(cell, { takesBack: true });
    cell.focus();
    cell.select();
  };
  grid.addEventListener("paste", (event) => {
    const { target: cell } = event, text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!cell.matches("input[data-cell]") || !/[\n\t]/.test(text)) return;
    event.preventDefault();
    const [line, column] = place(cell);
    text.split("\n").forEach((row, down) => row.split("\t").forEach((typed, right) => {
      const there = at(line + down, column + right);
      if (there) { there.value = typed.trim().slice(0, 12); note(there); }
    }));
    cell.select();
  });
  document.querySelectorAll("[data-types]").forEach((key) => {
    key.addEventListener("pointerdown", (event) => event.preventDefault());
    key.addEventListener("click", () => {
      const cell = document.activeElement;
      if (!cell?.matches("input[data-cell]")) return;
      cell.value = key.dataset.types;
      if (!step(cell, 1, 0)) note(cell);
    });
  });
  grid.closest("form").addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); const cell = document.activeElement; if (cell?.matches?.("input[data-cell]")) note(cell); }, true);

  /* what this page knew, what the device kept, what others write */
  const now = () => { const place = document.querySelector("[data-grid-now]"); return place ? JSON.parse(place.dataset.gridNow) : null; };
  learn(now());
  for (const [name, text, seen] of read()[`${me} ${path}`] ?? []) {
    const cell = cellOf(name);
    if (!cell) continue;
    waiting.set(name, { text, seen });
    cell.value = text;
    cell.dataset.state = "waits";
  }
  document.addEventListener("htmx:afterSwap", ({ detail }) => { if (detail.target.id !== "carnet") return; clearTimeout(soon); learn(now()); });
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => { if (waiting.size && !navigator.onLine) return; if (document.activeElement?.matches?.("input[data-cell]")) note(document.activeElement); });
  send();
  grid.dataset.ready = "1";
})();
