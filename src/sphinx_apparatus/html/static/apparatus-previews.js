/* Previews of links (WCAG 1.4.13): they open on pointing, focus and touch; Escape closes them;
   the pointer may move into them; links inside can be reached with Tab. */
(function () {
  "use strict";

  const PLACE = /^(?:[hpft][0-9]+|(?:note|crossing|source|name)-[a-z0-9-]+)$/;
  const base = new URL(document.documentElement.dataset.content_root || "./", location.href);
  const loaded = new Map();
  const waiting = new Map();
  let open = null, timer = 0;

  window.apparatusPlaces = function (page, places) {
    loaded.set(page, places);
    (waiting.get(page) || []).forEach((tell) => tell());
    waiting.delete(page);
  };

  function pageOf(url) {
    if (!url.pathname.startsWith(base.pathname)) return null;
    const path = decodeURI(url.pathname.slice(base.pathname.length));
    return path.replace(/\.html$/, "").replace(/\/$/, "") || "index";
  }

  function targetOf(link) {
    if (!link || !link.hash || link.closest(".apparatus-number, .apparatus-strip, .apparatus-preview-foot, .label")) return null;
    if (link.matches(".apparatus-mark, .headerlink") || !link.closest(".bd-article, article, main")) return null;
    const url = new URL(link.href);
    const id = decodeURIComponent(url.hash.slice(1)).replace(/^e[0-9]{4}-[a-z0-9-]*?-(?=[hpft][0-9]+$|note-)/, "");
    if (url.origin !== location.origin || url.protocol !== location.protocol || !PLACE.test(id)) return null;
    const page = pageOf(url);
    return page === null ? null : { url, id, page, here: url.pathname === location.pathname };
  }

  function fetchPlace(target, tell) {
    if (target.here) {
      const place = document.getElementById(target.url.hash.slice(1));
      if (!place) return;
      const copy = place.cloneNode(true);
      copy.querySelectorAll(".apparatus-number, .label, .apparatus-cited-in, .apparatus-fold").forEach((part) => part.remove());
      copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
      copy.removeAttribute("id");
      const box = document.createElement("div");
      box.append(copy);
      if (place.matches("dt") && place.nextElementSibling) {
        box.append(place.nextElementSibling.cloneNode(true));
      }
      tell(box.innerHTML.replace(/^<li/, "<div").replace(/<\/li>$/, "</div>"));
      return;
    }
    const found = () => {
      const html = (loaded.get(target.page) || {})[target.id];
      if (html) tell(html);
    };
    if (loaded.has(target.page)) { found(); return; }
    if (!waiting.has(target.page)) {
      waiting.set(target.page, []);
      const script = document.createElement("script");
      script.src = new URL("_static/previews/" + target.page + ".js", base).href;
      document.head.append(script);
    }
    waiting.get(target.page).push(found);
  }

  function show(link, target) {
    fetchPlace(target, (html) => {
      if (open && open.link === link) return;
      if (!link.isConnected || !(link.matches(":hover") || link === document.activeElement || link.dataset.apparatusTouched)) return;
      close();
      const box = document.createElement("span");
      box.className = "apparatus-preview apparatus-preview-" + target.id.replace(/[-0-9].*$/, "");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Preview of " + link.textContent.trim());
      box.tabIndex = -1;
      const content = document.createElement("span");
      content.className = "apparatus-preview-content";
      content.innerHTML = html;
      content.querySelectorAll("a[href]").forEach((inner) => {
        inner.href = new URL(inner.getAttribute("href"), target.url).href;
      });
      content.querySelectorAll("aside").forEach((aside) => aside.removeAttribute("role"));
      content.querySelectorAll(".label").forEach((label) => label.remove());
      const foot = document.createElement("a");
      foot.className = "apparatus-preview-foot";
      foot.href = target.url.href;
      foot.textContent = "Go there";
      box.append(content, foot);
      link.after(box);
      if (box.showPopover) { box.popover = "manual"; box.showPopover(); }
      open = { link, box };
      stand();
    });
  }

  /* Below the link if there is room, else above; never off the screen. */
  function stand() {
    if (!open) return;
    const gap = 6, edge = 8;
    const rects = Array.from(open.link.getClientRects());
    const rect = rects[rects.length - 1];
    if (!rect) { close(); return; }
    const width = document.documentElement.clientWidth, height = window.innerHeight;
    const box = open.box.getBoundingClientRect();
    const below = height - rect.bottom - gap - edge, above = rects[0].top - gap - edge;
    let top = box.height <= below || below >= above ? rect.bottom + gap : rects[0].top - gap - box.height;
    top = Math.max(edge, Math.min(top, height - box.height - edge));
    const left = Math.max(edge, Math.min(rect.left, width - box.width - edge));
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

  const linkAt = (element) => element instanceof Element ? element.closest("a[href]") : null;
  const inside = (element) => open && element instanceof Node && (open.box.contains(element) || open.link.contains(element));

  function later(link, delay) {
    const target = targetOf(link);
    if (!target) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(link, target), delay);
  }

  document.addEventListener("mouseover", (event) => {
    if (inside(event.target)) { clearTimeout(timer); return; }
    const link = linkAt(event.target);
    if (link && !link.closest(".apparatus-preview")) later(link, 250);
  });
  document.addEventListener("mouseout", (event) => {
    if (inside(event.relatedTarget)) return;
    clearTimeout(timer);
    // Time enough to cross the gap between link and preview.
    if (open && !inside(document.activeElement)) timer = setTimeout(close, 300);
  });
  document.addEventListener("focusin", (event) => {
    if (inside(event.target)) return;
    close();
    const link = linkAt(event.target);
    if (link && link.matches(":focus-visible")) later(link, 150);
  });
  document.addEventListener("click", (event) => {
    const link = linkAt(event.target);
    if (link && event.pointerType === "touch" && !(open && inside(link)) && targetOf(link)) {
      event.preventDefault();
      link.dataset.apparatusTouched = "true";
      later(link, 0);
    } else if (!inside(event.target)) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    clearTimeout(timer);
    if (!open) return;
    event.stopPropagation();
    const back = open.box.contains(document.activeElement) ? open.link : null;
    close();
    if (back) { back.focus({ preventScroll: true }); clearTimeout(timer); }
  }, true);
  window.addEventListener("scroll", () => stand(), { passive: true });
  window.addEventListener("resize", () => stand());
})();
