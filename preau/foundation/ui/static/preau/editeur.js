/* A small editor over a plain field: bold, italic, list, link. Without this script the field is a text area, which the
   server understands as well. */
(() => {
  "use strict";
  const KEPT = { B: "strong", STRONG: "strong", I: "em", EM: "em", UL: "ul", OL: "ol", LI: "li", BR: "br", BLOCKQUOTE: "blockquote", A: "a" };
  const BLOCKS = "P,DIV,H1,H2,H3,H4,H5,H6,TR,SECTION,ARTICLE".split(",");
  const command = (name, value) => document.execCommand(name, false, value);

  /* what is pasted keeps its few shapes, and nothing else */
  const plain = (node, into) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) into.append(child.data);
      if (child.nodeType !== Node.ELEMENT_NODE || "SCRIPT,STYLE,TITLE".includes(child.nodeName)) continue;
      const name = KEPT[child.nodeName] ?? (BLOCKS.includes(child.nodeName) ? "p" : "");
      const place = name ? document.createElement(name) : into;
      if (name === "a") place.setAttribute("href", child.getAttribute("href") ?? "");
      plain(child, place);
      if (name) into.append(place);
    }
  };

  const make = (box) => {
    const area = box.querySelector("textarea"), tools = box.querySelector("[data-tools]");
    const shape = box.querySelector("[data-shape]"), label = box.querySelector("label");
    const link = box.querySelector("dialog"), address = link.querySelector("input");
    const page = document.createElement("div");
    box.dataset.made = "1";
    page.className = "editor-page";
    page.contentEditable = "true";
    for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-labelledby", label.id]]) page.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) if (area.hasAttribute(name)) page.setAttribute(name, area.getAttribute(name));
    page.id = area.id;
    page.innerHTML = area.dataset.html;
    area.removeAttribute("id");
    area.hidden = true;
    area.after(page);
    tools.hidden = false;
    shape.value = "html";
    area.value = page.innerHTML;
    command("defaultParagraphSeparator", "p");
    label.addEventListener("click", () => page.focus());

    const sync = () => {
      area.value = page.innerHTML;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const press = () => {
      for (const button of tools.querySelectorAll("[data-command]")) {
        button.setAttribute("aria-pressed", String(document.queryCommandState(button.dataset.command)));
      }
    };
    let held = null;
    const ask = () => {
      const chosen = getSelection();
      held = chosen.rangeCount && page.contains(chosen.anchorNode) ? chosen.getRangeAt(0).cloneRange() : null;
      address.value = chosen.anchorNode?.parentElement?.closest("a")?.getAttribute("href") ?? "";
      link.showModal();
    };
    const back = () => {
      page.focus();
      if (!held) return;
      getSelection().removeAllRanges();
      getSelection().addRange(held);
    };
    link.addEventListener("close", () => {
      const to = address.value.trim();
      back();
      if (link.returnValue !== "lien" || !to) return;
      const whole = /^(https?:|mailto:|tel:)/i.test(to) ? to : to.includes("@") ? `mailto:${to}` : `https:${"//"}${to}`;
      if (getSelection().isCollapsed) {
        const anchor = document.createElement("a");
        anchor.href = whole;
        anchor.textContent = to;
        command("insertHTML", anchor.outerHTML);
      } else command("createLink", whole);
      sync();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== address) return;
      event.preventDefault();
      link.close("lien");
    });
    link.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) link.close(button.value);
    });

    tools.addEventListener("mousedown", (event) => event.preventDefault());
    tools.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      if ("link" in button.dataset) { ask(); return; }
      page.focus();
      command(button.dataset.command);
      press();
      sync();
    });
    page.addEventListener("input", (event) => { event.stopPropagation(); sync(); });
    page.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); ask(); }
    });
    page.addEventListener("paste", (event) => {
      event.preventDefault();
      const html = event.clipboardData.getData("text/html"), place = document.createElement("div");
      if (!html) { command("insertText", event.clipboardData.getData("text/plain")); return; }
      plain(new DOMParser().parseFromString(html, "text/html").body, place);
      command("insertHTML", place.innerHTML);
    });
    document.addEventListener("selectionchange", () => { if (page.contains(getSelection().anchorNode)) press(); });
  };

  const all = () => { for (const box of document.querySelectorAll("[data-editor]:not([data-made])")) make(box); };
  all();
  document.addEventListener("htmx:afterSettle", all);
})();
