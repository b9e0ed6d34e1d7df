/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
  var byId = (id) => document.getElementById(id);
  var all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  function make(tag, attributes = {}, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }
  function loadScript(address, inOrder = false) {
    return new Promise((resolve) => {
      const script = make("script");
      script.async = !inOrder;
      script.src = address;
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      document.head.append(script);
    });
  }
  var siteRoot = () => new URL(document.documentElement.dataset.content_root || "./", location.href);

  var VERDICTS = (
    { "supported": "Supported", "mostly-supported": "Mostly supported", "partly-supported": "Partly supported", "unsupported": "Unsupported", "contradicted": "Contradicted", "disputed": "Disputed", "not-checkable": "Not checkable" }
  );
  var MEANINGS = { "supported": "The evidence bears out the claim in substance and detail.", "mostly-supported": "The evidence bears out the claim in substance; a detail is off.", "partly-supported": "One part holds and another does not, or the claim holds only with a limit that the essay does not state.", "unsupported": "No reliable evidence was found for the claim.", "contradicted": "Reliable evidence says otherwise.", "disputed": "Credible sources disagree.", "not-checkable": "An opinion, a forecast or a judgment of value." };
  var OFF_SCALE = ["disputed", "not-checkable"];
  var KINDS = (
    ["fact-check", "context", "textual"]
  );
  var FOLDERS = { "notes": "_static/notes", "previews": "_static/previews", "search": "_static/search" };
  var PLACE_ID = "[hpftsdn][0-9]+[a-z]?|(?:note|crossing|source|name|key)-[a-z0-9-]+";

  var words = (
    globalThis.apparatusWords
  );
  function _(message, values = {}) {
    const found = words?.messages[message];
    return filled(typeof found === "string" ? found : message, values);
  }
  var filled = (message, values) => message.replace(/\{(\w+)\}/g, (slot, name) => name in values ? String(values[name]) : slot);

  var own = (
    globalThis.apparatusScheme
  );
  var likeOf = (kind) => (
    own?.kinds[kind]?.like || kind
  );

  var VERDICTS2 = own?.verdicts || VERDICTS;
  var MEANINGS2 = own?.meanings || MEANINGS;
  var OFF_SCALE2 = own?.off || OFF_SCALE;
  var KINDS2 = own ? Object.keys(own.kinds) : KINDS;
  var CHECKS = KINDS2.filter((kind) => likeOf(kind) === "fact-check");

  function watchPointer() {
    let at = "";
    function hasMoved2({ clientX, clientY }) {
      const before = at;
      at = clientX + " " + clientY;
      return before !== at;
    }
    document.addEventListener("pointermove", hasMoved2, { capture: true, passive: true });
    return hasMoved2;
  }

  var LEFT_OUT = ".apparatus-number, .label, .apparatus-cited-in, .apparatus-fold";
  var loaded = /* @__PURE__ */ new Map();
  var asked = /* @__PURE__ */ new Map();
  function takePlaces() {
    window.apparatusPlaces = (file, places) => loaded.set(file, places);
  }
  function fileOf({ page, id }) {
    const [, initial] = id.match(/^(?:source|name)-(.)/) || [];
    return initial ? page + "." + initial : page;
  }
  function htmlHere(target) {
    const place = byId(target.url.hash.slice(1));
    if (!place) return "";
    const copy = (
      place.cloneNode(true)
    );
    for (const part of all(LEFT_OUT, copy)) part.remove();
    for (const part of [copy, ...all("[id]", copy)]) part.removeAttribute("id");
    const box = make("div", {}, copy);
    if (place.matches("dt") && place.nextElementSibling) {
      box.append(place.nextElementSibling.cloneNode(true));
    }
    return box.innerHTML.replace(/^<li/, "<div").replace(/<\/li>$/, "</div>");
  }
  function fetchPlace(target, root2, show2) {
    const { id, here } = target;
    const file = fileOf(target);
    const pass = () => {
      const html = here ? htmlHere(target) : loaded.get(file)?.[id];
      if (html) show2(html);
    };
    if (here || loaded.has(file)) {
      pass();
      return;
    }
    const fetching = asked.get(file) || loadScript(new URL(FOLDERS.previews + "/" + file + ".js", root2).href);
    asked.set(file, fetching);
    fetching.then(pass);
  }

  var GAP = 6;
  var EDGE = 8;
  function positionOf(firstLine, lastLine, box, view) {
    const below = view.height - lastLine.bottom - GAP - EDGE;
    const above = firstLine.top - GAP - EDGE;
    const isBelow = box.height <= below || below >= above;
    const top = isBelow ? lastLine.bottom + GAP : firstLine.top - GAP - box.height;
    return {
      top: Math.max(EDGE, Math.min(top, view.height - box.height - EDGE)),
      left: Math.max(EDGE, Math.min(lastLine.left, view.width - box.width - EDGE))
    };
  }

  var PLACE = new RegExp("^(?:" + PLACE_ID + ")$");
  var PREFIX = /^e[0-9]{4}-[a-z0-9-]*?-(?=[hpftsdn][0-9]+[a-z]?$|note-)/;
  function placeIn(hash) {
    const id = decodeURIComponent(hash.slice(1)).replace(PREFIX, "");
    return PLACE.test(id) ? id : "";
  }
  function pageOf(path, root2) {
    if (!path.startsWith(root2)) return null;
    const name = decodeURI(path.slice(root2.length));
    return name.replace(/\.html$/, "").replace(/\/$/, "") || "index";
  }
  var NOWHERE = ".apparatus-number, .apparatus-strip, .apparatus-preview-foot, .label";
  function targetOf(link, root2) {
    if (!link || !link.hash || link.closest(NOWHERE)) return null;
    if (link.matches(".apparatus-mark, .headerlink")) return null;
    if (!link.closest(".bd-article, article, main")) return null;
    const url = new URL(link.href);
    const id = placeIn(url.hash);
    if (url.origin !== location.origin || url.protocol !== location.protocol || !id) return null;
    const page = pageOf(url.pathname, root2.pathname);
    return page === null ? null : { url, id, page, here: url.pathname === location.pathname };
  }

  var POINTED = 250;
  var FOCUSED = 150;
  var LEFT = 300;
  var root = siteRoot();
  var open = null;
  var timer = 0;
  function boxOf(link, target, html) {
    const label = _("Preview of {link}", { link: (link.textContent || "").trim() });
    const names = "apparatus-preview apparatus-preview-" + target.id.replace(/[-0-9].*$/, "");
    const content = make("span", { class: "apparatus-preview-content" });
    content.innerHTML = html;
    for (
      const inner of
      all("a[href]", content)
    ) {
      inner.href = new URL(inner.getAttribute("href") || "", target.url).href;
    }
    for (const aside of all("aside", content)) aside.removeAttribute("role");
    for (const part of all(".label", content)) part.remove();
    const options = { class: "apparatus-preview-foot", href: target.url.href };
    const isVerdict = target.id.replace(/^key-/, "") in VERDICTS2;
    const foot = make("a", options, isVerdict ? _("All verdicts") : _("Go there"));
    for (const inner of [...all("a[href]", content), foot]) inner.tabIndex = -1;
    const attributes = { class: names, role: "group", "aria-label": label, tabindex: "-1" };
    return make("span", attributes, content, foot);
  }
  function show(link, target) {
    fetchPlace(target, root, (html) => {
      if (open && open.link === link) return;
      const isAsked = link.matches(":hover") || link === document.activeElement || link.dataset.apparatusTouched;
      if (!link.isConnected || !isAsked) return;
      close();
      const box = boxOf(link, target, html);
      if (link.matches(":focus-visible")) {
        const hint = _("Alt and ↓ lead to the links here");
        box.append(make("span", { class: "apparatus-preview-hint" }, hint));
      }
      link.after(box);
      if ("showPopover" in box) {
        box.popover = "manual";
        box.showPopover();
      }
      open = { link, box };
      stand();
    });
  }
  function stand() {
    if (!open) return;
    const lines = Array.from(open.link.getClientRects());
    if (!lines.length) {
      close();
      return;
    }
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const box = open.box.getBoundingClientRect();
    const { top, left } = positionOf(lines[0], lines[lines.length - 1], box, view);
    open.box.style.top = top + "px";
    open.box.style.left = left + "px";
  }
  function close() {
    clearTimeout(timer);
    if (!open) return;
    delete open.link.dataset.apparatusTouched;
    open.box.remove();
    open = null;
  }
  var linkAt = (target) => target instanceof Element ? target.closest("a[href]") : null;
  var isInside = (target) => open !== null && target instanceof Node && (open.box.contains(target) || open.link.contains(target));
  function later(link, delay) {
    const target = targetOf(link, root);
    if (!target) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(link, target), delay);
  }
  var canHover = (event) => event.pointerType !== "touch";
  var hasMoved = watchPointer();
  document.addEventListener("pointerover", (event) => {
    if (!canHover(event) || !hasMoved(event)) return;
    if (isInside(event.target)) {
      clearTimeout(timer);
      return;
    }
    const link = linkAt(event.target);
    if (link && !link.closest(".apparatus-preview")) later(link, POINTED);
  });
  document.addEventListener("pointerout", (event) => {
    if (!canHover(event) || isInside(event.relatedTarget)) return;
    clearTimeout(timer);
    if (open && !isInside(document.activeElement)) timer = setTimeout(close, LEFT);
  });
  document.addEventListener("focusin", (event) => {
    if (isInside(event.target)) return;
    close();
    const link = linkAt(event.target);
    if (link && link.matches(":focus-visible")) later(link, FOCUSED);
  });
  document.addEventListener("click", (event) => {
    const link = linkAt(event.target);
    const isTouch = (
      event.pointerType === "touch"
    );
    if (link && isTouch && !isInside(link) && targetOf(link, root)) {
      event.preventDefault();
      link.dataset.apparatusTouched = "true";
      later(link, 0);
    } else if (!isInside(event.target)) {
      close();
    }
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "ArrowDown" && event.altKey && document.activeElement === open?.link) {
        event.preventDefault();
        const links = all("a[href]", open.box);
        for (const link of links) link.tabIndex = 0;
        links[0].focus({ preventScroll: true });
        return;
      }
      if (event.key !== "Escape") return;
      clearTimeout(timer);
      if (!open) return;
      event.stopPropagation();
      const back = open.box.contains(document.activeElement) ? open.link : null;
      close();
      if (back) {
        back.focus({ preventScroll: true });
        clearTimeout(timer);
      }
    },
    true
  );
  window.addEventListener("scroll", stand, { passive: true });
  window.addEventListener("resize", stand);
  takePlaces();
})();
