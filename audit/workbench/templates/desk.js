"use strict";
(function () {
  var next = document.getElementById("next"); // the report's page walks by itself
  function current() { return document.querySelector("article.on"); }
  function step(way) {
    if (next) { (way > 0 ? next : document.getElementById("previous")).click(); return; }
    var cards = Array.prototype.slice.call(document.querySelectorAll("main article"));
    if (!cards.length) { return; }
    var at = cards.indexOf(current());
    var card = cards[Math.min(Math.max(at + way, 0), cards.length - 1)];
    cards.forEach(function (one) { one.classList.toggle("on", one === card); });
    card.scrollIntoView({ block: "nearest" });
    card.focus({ preventScroll: true });
  }
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (!form.hasAttribute("data-decide")) { return; }
    event.preventDefault();
    var told = new URLSearchParams(new FormData(form));
    if (button) { told.set(button.name, button.value); }
    var box = form.closest(".decide"), card = form.closest("article");
    var to = button && button.hasAttribute("formaction") ? button.formAction : form.action;
    fetch(to, { method: "POST", body: told, headers: { "X-Part": "1" } }).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.text();
    }).then(function (text) {
      box.outerHTML = text;
      var open = card.querySelector(".decide [role=alert]");
      card.toggleAttribute("data-settled", !card.querySelector(".verdict-word.open"));
      var pick = card.querySelector("input[name=pick]"), basis = card.querySelector("input[name=basis]");
      if (pick && basis) { pick.value = pick.value.split(":")[0] + ":" + basis.value; }
      if (!open && button && /^[are]$/.test(button.getAttribute("data-key")) && card.classList.contains("on")) { step(1); }
    }).catch(function () {
      var said = document.createElement("p");
      said.className = "banner";
      said.setAttribute("role", "alert");
      said.textContent = "没有存上：工作台没有回应，请确认它仍在运行，再试一次。";
      box.prepend(said);
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (event.key === "Escape") { event.target.blur(); return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") { return; }
    if (!next && event.key === "j") { step(1); }
    if (!next && event.key === "k") { step(-1); }
    var card = current();
    if (!card) { return; }
    if (event.key === "n") { card.querySelector("input[name=reason]").focus(); event.preventDefault(); return; }
    var button = card.querySelector(".decide button[data-key='" + (/^[arez]$/.test(event.key) ? event.key : "") + "']");
    if (button) { button.click(); }
  });
  var all = document.getElementById("all");
  function picks() { return Array.prototype.slice.call(document.querySelectorAll("input[name=pick]")); }
  function count() {
    document.getElementById("picked").textContent = "已勾选 " + picks().filter(function (box) { return box.checked; }).length + " 条";
  }
  if (all) {
    all.addEventListener("change", function () { picks().forEach(function (box) { box.checked = all.checked; }); count(); });
    picks().forEach(function (box) { box.addEventListener("change", count); });
  }
})();
