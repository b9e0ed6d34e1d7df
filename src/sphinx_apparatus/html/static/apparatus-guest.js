/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
  var all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  var EDGE = 28;
  var STEP = 16;
  var MOST = 480;
  var HALF = 128;
  function fitGuests() {
    const places = all(".apparatus-guest");
    const fit = () => {
      for (const place of places) place.style.setProperty("--apparatus-room", roomOf(place) + "px");
    };
    const shade = () => {
      const root = document.documentElement;
      root.toggleAttribute("data-apparatus-dark", isDark(getComputedStyle(document.body)));
    };
    fit();
    shade();
    window.addEventListener("resize", fit);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", shade);
    const observer = new MutationObserver(shade);
    for (const part of [document.documentElement, document.body]) {
      observer.observe(part, { attributeFilter: ["class", "data-theme"] });
    }
  }
  function roomOf(place) {
    const { left, right } = place.getBoundingClientRect();
    const isLeft = getComputedStyle(place).direction === "rtl";
    const width = document.documentElement.clientWidth;
    const heights = [0.2, 0.5, 0.8].map((part) => part * window.innerHeight);
    let room = 0;
    while (room < MOST) {
      const at = isLeft ? left - room - STEP : right + room + STEP;
      if (at < EDGE || at > width - EDGE) break;
      const isTaken = heights.some((height) => {
        const there = document.elementFromPoint(at, height);
        return there && !there.contains(place) && !place.contains(there);
      });
      if (isTaken) break;
      room += STEP;
    }
    return room;
  }
  function isDark({ backgroundColor }) {
    const [red, green, blue, opaque = 1] = (backgroundColor.match(/[\d.]+/g) || []).map(Number);
    return opaque > 0 && 0.3 * red + 0.59 * green + 0.11 * blue < HALF;
  }

  fitGuests();
})();
