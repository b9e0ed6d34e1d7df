/* Runs before the page is drawn, so that nothing moves when the switches take effect. */
(function () {
  "use strict";
  var root = document.documentElement;
  var keys = ["hide", "text"];
  root.classList.add("apparatus-scripted");
  var asked = new URLSearchParams(location.search);
  keys.forEach(function (key) {
    var value = asked.get(key);
    if (value === null) {
      // A browser may forbid storage; then only the address tells.
      try { value = localStorage.getItem("apparatus-" + key); } catch (error) { value = null; }
    }
    if (value && /^[a-z -]*$/.test(value.replace(/,/g, " "))) {
      root.setAttribute("data-apparatus-" + key, value.replace(/,/g, " "));
    }
  });
})();
