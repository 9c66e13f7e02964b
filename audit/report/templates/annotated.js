"use strict";
(function () {
  var cards = Array.prototype.slice.call(document.querySelectorAll("article[id^='f-']"));
  var current = -1;
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function shown() {
    return cards.filter(function (card) { return !card.hidden; });
  }
  function inkOf(id) {
    return document.querySelectorAll("#text .of-" + id);
  }
  function clear() {
    document.querySelectorAll(".on").forEach(function (node) { node.classList.remove("on"); });
  }
  function bring(node) {
    node.scrollIntoView({ block: /^(H2|ARTICLE)$/.test(node.tagName) ? "start" : "center", behavior: calm ? "auto" : "smooth" });
  }
  function select(card, move) {
    clear();
    current = cards.indexOf(card);
    card.classList.add("on");
    var ink = inkOf(card.id);
    ink.forEach(function (node) { node.classList.add("on"); });
    var seen = Array.prototype.filter.call(ink, function (node) { return node.getClientRects().length; });
    var first = seen.filter(function (node) { return /culprit|passage/.test(node.getAttribute("class")); })[0] || seen[0];
    var single = getComputedStyle(document.getElementById("side")).overflowY === "visible";
    if (!single || move) { bring(card); }
    if (first && (!single || !move)) { bring(first); }
    if (move) { card.focus({ preventScroll: true }); }
    var all = shown();
    document.getElementById("position").textContent = "第" + (all.indexOf(card) + 1) + "条，共" + all.length + "条";
    if (location.hash !== "#" + card.id) { history.replaceState(null, "", "#" + card.id); }
  }
  function step(way) {
    var all = shown();
    if (!all.length) { return; }
    var at = all.indexOf(cards[current]);
    select(all[at < 0 ? (way > 0 ? 0 : all.length - 1) : (at + way + all.length) % all.length], true);
  }
  function follow(id) {
    var node = document.getElementById(id);
    if (!node) { return false; }
    if (views && !node.getClientRects().length && node.closest("#words")) { look(false); }
    if (node.tagName === "ARTICLE") { select(node, true); return true; }
    clear();
    if (node.tagName === "DETAILS") { node.open = true; }
    if (node.tagName !== "H2") { node.classList.add("on"); }
    bring(node);
    return true;
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#']");
    if (!link) { return; }
    var own = link.getAttribute("data-of");
    var id = decodeURIComponent(link.getAttribute("href").slice(1));
    if (own) { event.preventDefault(); select(document.getElementById(own), false); return; }
    if (follow(id)) { event.preventDefault(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") { return; }
    if (event.key === "j") { step(1); }
    if (event.key === "k") { step(-1); }
    if (event.key === "p" && views) { views.click(); }
    if (event.key === "u") { document.getElementById("unused").click(); }
  });
  function sift() {
    var keys = Array.prototype.filter.call(document.querySelectorAll("input.show"), function (box) { return box.checked; });
    keys = keys.map(function (box) { return box.value; });
    cards.forEach(function (card) {
      card.hidden = keys.indexOf(card.getAttribute("data-key")) < 0 || open && open.checked && card.hasAttribute("data-settled");
    });
  }
  var open = document.getElementById("open");
  if (open) { open.addEventListener("change", sift); }
  document.getElementById("next").addEventListener("click", function () { step(1); });
  document.getElementById("previous").addEventListener("click", function () { step(-1); });
  document.getElementById("unused").addEventListener("change", function () {
    document.body.classList.toggle("plain", !this.checked);
  });
  document.querySelectorAll("input.show").forEach(function (box) {
    box.addEventListener("change", sift);
  });
  var views = document.getElementById("views");
  function look(images) {
    document.getElementById("pages").hidden = !images;
    document.getElementById("words").hidden = images;
    views.setAttribute("aria-pressed", String(images));
    views.firstChild.textContent = images ? "看文字 " : "看页面图像 ";
    if (current >= 0) { select(cards[current], false); }
  }
  if (views) {
    look(false);
    views.addEventListener("click", function () { look(document.getElementById("pages").hidden); });
  }
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("article details:not(.rule), .verdict details").forEach(function (node) { node.open = true; });
  });
  window.addEventListener("hashchange", function () { follow(decodeURIComponent(location.hash.slice(1))); });
  if (location.hash) { follow(decodeURIComponent(location.hash.slice(1))); }
})();
