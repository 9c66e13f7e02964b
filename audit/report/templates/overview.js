"use strict";
window.addEventListener("beforeprint", function () {
  document.querySelectorAll("details").forEach(function (node) { node.open = true; });
});
