/* Appreciations by keyboard. Each text leaves by itself, a moment after the last key or when the hand leaves it; what
   cannot leave is kept on the device. Ctrl+Enter goes to the next one. Without this file the page is a form. */
(() => {
  "use strict";
  const list = document.querySelector("[data-texts]"), keeper = document.querySelector("[data-grid-url]");
  if (!list || !keeper || window.preauTexts) return;
  window.preauTexts = true;
  const KEPT = "preau-textes", words = keeper.dataset, path = words.gridUrl, REST = 1200, PAUSE = 4000, AWAY = new Set([502, 503, 504]);
  const hurting = JSON.parse(words.hurting), sentences = JSON.parse(words.sentences);
  const areas = () => [...list.querySelectorAll("textarea[data-text]")], areaOf = (key) => list.querySelector(`textarea[data-text="${key}"]`);
  document.querySelectorAll("[data-reveal-with-script]").forEach((button) => { button.hidden = false; });
  keeper.querySelector("ol")?.remove();
  list.closest("form").querySelector("[data-saves-all]")?.closest("p").remove();
  const folded = (text) => text.replace(/[œŒ]/g, "oe").replace(/[æÆ]/g, "ae").replace(/ß/g, "ss").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  /* what is known of each text, what has not left, what was refused */
  const known = new Map(areas().map((area) => [area.dataset.text, { text: area.dataset.kept ?? area.defaultValue, version: Number(area.dataset.seen) }]));
  const done = keeper.querySelector("[data-written]"), full = () => [...known.values()].filter(({ text }) => text).length, elsewhere = done.textContent - full();
  const waiting = new Map(), refused = new Map(), timers = new Map();
  const read = () => { try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; } };
  const store = () => {
    const all = read(), mine = [...waiting].map(([key, { text, seen }]) => [key, text, seen]), name = `${words.who} ${path}`;
    if (mine.length) all[name] = mine; else delete all[name];
    try { localStorage.setItem(KEPT, JSON.stringify(all)); } catch { /* this device keeps nothing: the page does */ }
  };
  const note = (area) => {
    const key = area.dataset.text, text = area.value, was = waiting.get(key)?.text ?? known.get(key).text;
    clearTimeout(timers.get(key));
    if (refused.has(key) ? text === refused.get(key).typed : text.trim() === was.trim()) return;
    refused.delete(key);
    area.removeAttribute("aria-invalid");
    waiting.set(key, { text, seen: waiting.get(key)?.seen ?? known.get(key).version });
    area.dataset.state = "waits";
    store();
    send();
  };

  /* one request at a time, with everything that waits */
  let isSending = false, again = 0;
  const send = async () => {
    clearTimeout(again);
    again = 0;
    if (isSending || !waiting.size) return show();
    isSending = true;
    show();
    const sent = new Map(waiting);
    const body = new URLSearchParams({ csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value });
    for (const [key, { text, seen }] of sent) body.append(`a-${key}-${seen}`, text);
    let answer = null;
    try { answer = await fetch(path, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" }); } catch { /* no network */ }
    isSending = false;
    if (answer?.ok) hear(sent, (await answer.json()).texts);
    else if (answer?.type === "opaqueredirect") location.reload();
    else if (answer && !AWAY.has(answer.status)) fail(sent, await answer.text());
    else again = setTimeout(send, PAUSE);
    show();
    if (answer?.ok && waiting.size) send();
  };
  const hear = (sent, told) => {
    for (const [key, { outcome, text, version, message }] of Object.entries(told)) {
      const area = areaOf(key), typed = sent.get(key).text, kept = outcome === "ecrite" || outcome === "inchangee";
      known.set(key, { text, version });
      const isLast = waiting.get(key)?.text === typed;
      if (isLast) waiting.delete(key);
      else if (waiting.has(key) && kept) waiting.get(key).seen = version;
      if (!area) continue;
      if (isLast) delete area.dataset.state;
      if (!kept) {
        refused.set(key, { message, typed, conflict: outcome === "conflit" });
        area.setAttribute("aria-invalid", "true");
      } else if (isLast && area.value === typed && (area !== document.activeElement || text !== typed.trim())) area.value = text;
      look(area);
    }
    store();
  };
  const fail = (sent, html) => {
    const page = new DOMParser().parseFromString(html, "text/html"), message = page.querySelector(".alert p:last-child, main p")?.textContent.trim() || words.unkept;
    for (const [key, { text }] of sent) {
      const area = areaOf(key);
      waiting.delete(key);
      refused.set(key, { message, typed: text, conflict: false });
      if (!area) continue;
      delete area.dataset.state;
      area.setAttribute("aria-invalid", "true");
      look(area);
    }
    store();
  };

  /* what the page says of each: its length, what was refused, words that may hurt */
  const state = keeper.querySelector("[data-grid-state]");
  let hasSaved = false;
  const show = () => {
    hasSaved ||= waiting.size > 0;
    const text = waiting.size ? (again && !isSending ? words.away : words.waits) : hasSaved && !refused.size ? words.saved : "";
    if (state.textContent !== text) state.textContent = text;
    done.textContent = elsewhere + full();
  };
  /* the words of the list that are in the text, as they are written there; folded words are compared */
  const WORD = /[\p{L}\p{M}\p{N}]+/gu, listed = hurting.flatMap(([sentence, some]) => some.map((one) => [one.split(" "), sentence]));
  const pointedOut = (text) => {
    const found = [...text.matchAll(WORD)], plain = found.map(([one]) => folded(one));
    return listed.flatMap(([parts, sentence]) => {
      const at = plain.findIndex((_one, n) => parts.every((part, more) => plain[n + more] === part)), end = found[at + parts.length - 1];
      return at < 0 ? [] : [`«\u202f${text.slice(found[at].index, end.index + end[0].length)}\u202f» ${sentence}`];
    });
  };
  const said = new Map();
  const look = (area) => {
    const key = area.dataset.text, line = area.closest("li"), notes = line.querySelector(".text-notes"), count = line.querySelector("[data-count]");
    const length = [...area.value.trim()].length, most = Number(area.dataset.most), trouble = refused.get(key);
    count.lastElementChild.textContent = `${length}/${most}`;
    count.toggleAttribute("data-over", length > most);
    const lines = pointedOut(area.value);
    if (trouble) lines.unshift(trouble.message);
    const whole = JSON.stringify([lines, trouble?.conflict]);
    if (said.get(key) === whole) return;
    said.set(key, whole);
    notes.replaceChildren(...lines.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    if (!trouble?.conflict) return;
    const choice = Object.assign(document.createElement("div"), { className: "actions" });
    choice.append(button(words.mine, () => settle(key, trouble.typed)), button(words.theirs, () => settle(key, known.get(key).text)));
    notes.append(choice);
  };
  const button = (text, then) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary", textContent: text });
    made.addEventListener("click", then);
    return made;
  };
  const settle = (key, text) => {
    const area = areaOf(key);
    refused.delete(key);
    area.removeAttribute("aria-invalid");
    area.value = text;
    note(area);
    look(area);
    area.focus();
    show();
  };

  /* sentences kept: « / » and a number, or the first letters of it or of a word in it, then Tab; or a tap */
  let last = null, offer = null;
  const filled = (text, { dataset }) => text.replace(/\{([^{}\n]{1,30})\}/g, (all, name) => ({ prenom: dataset.prenom, nom: dataset.nom, matiere: words.matiere })[folded(name)] ?? all);
  const insert = (area, text, back) => {
    const at = area.selectionStart - back, before = area.value.slice(0, at), after = area.value.slice(area.selectionEnd);
    const put = (before && !/\s$/.test(before) ? " " : "") + filled(text, area) + (after && !/^\s/.test(after) ? " " : "");
    area.setRangeText(put, at, area.selectionEnd, "end");
    typed(area);
  };
  const offered = (area) => {
    const begun = area.value.slice(0, area.selectionStart).match(/(?:^|\s)\/([\p{L}\p{N}’' -]{1,40})$/u);
    offer = null;
    if (begun) {
      const asked = folded(begun[1]), found = /^\d+$/.test(asked) ? sentences[asked - 1] : sentences.find((one) => folded(one).startsWith(asked)) ?? sentences.find((one) => ` ${folded(one)}`.includes(` ${asked}`));
      if (found) offer = { area, text: found, back: begun[1].length + 1 };
    }
    const place = area.closest("li").querySelector("[data-offer]") ?? madePlace(area);
    place.replaceChildren(...(offer ? [offerKey(`${words.proposes} ${filled(offer.text, area)}`)] : []));
  };
  const madePlace = (area) => {
    const place = document.createElement("div");
    place.setAttribute("role", "status");
    place.dataset.offer = "";
    area.after(place);
    return place;
  };
  const take = () => insert(offer.area, offer.text, offer.back);
  const offerKey = (text) => {
    const key = Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet", textContent: text, tabIndex: -1 });
    key.addEventListener("pointerdown", (event) => event.preventDefault());
    key.addEventListener("click", take);
    return key;
  };
  document.querySelectorAll("[data-sentence]").forEach((key) => {
    key.addEventListener("pointerdown", (event) => event.preventDefault());
    key.addEventListener("click", () => {
      const area = last?.isConnected ? last : areas()[0];
      if (!area) return;
      area.focus();
      insert(area, sentences[key.dataset.sentence], 0);
    });
  });
  keeper.querySelector("details")?.addEventListener("toggle", ({ target }) => {
    const area = last?.isConnected ? last : areas()[0];
    if (!target.open || !area) return;
    keeper.querySelectorAll("[data-sentence]").forEach((key) => { key.lastElementChild.textContent = filled(sentences[key.dataset.sentence], area); });
    area.closest("li").scrollIntoView({ block: "start" });
  });

  /* the hand */
  const typed = (area) => {
    const key = area.dataset.text;
    look(area);
    offered(area);
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => note(area), REST));
  };
  const isText = (target) => target.matches?.("textarea[data-text]");
  list.addEventListener("input", ({ target }) => { if (isText(target)) typed(target); });
  list.addEventListener("focusin", ({ target }) => { if (isText(target)) last = target; });
  list.addEventListener("focusout", ({ target }) => { if (isText(target)) { note(target); look(target); offer = null; target.closest("li").querySelector("[data-offer]")?.replaceChildren(); } });
  list.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!isText(target) || event.altKey) return;
    if (key === "Tab" && !event.shiftKey && offer?.area === target) { event.preventDefault(); take(); return; }
    if (key === "Escape" && offer) { offer = null; target.closest("li").querySelector("[data-offer]")?.replaceChildren(); return; }
    if (key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const all = areas(), next = all[all.indexOf(target) + (event.shiftKey ? -1 : 1)];
    if (!next) return note(target);
    next.focus();
    next.setSelectionRange(next.value.length, next.value.length);
    next.closest("li").scrollIntoView({ block: "nearest" });
  });
  list.closest("form").addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); areas().forEach(note); }, true);
  for (const [key, text, seen] of read()[`${words.who} ${path}`] ?? []) {
    const area = areaOf(key);
    if (!area) continue;
    waiting.set(key, { text, seen });
    area.value = text;
    area.dataset.state = "waits";
  }
  areas().forEach(look);
  addEventListener("online", send);
  addEventListener("pagehide", () => { const area = document.activeElement; if (isText(area ?? {})) note(area); });
  send();
  list.dataset.ready = "1";
})();
