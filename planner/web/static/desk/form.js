// Answers that are not saved yet say so, and are not lost by a click elsewhere.
"use strict";
(() => {
  let leaving = false;
  const form = () => document.getElementById("learner-form");
  const unsaved = () => form()?.hasAttribute("data-unsaved");
  const show = () => {
    for (const note of document.querySelectorAll(".unsaved")) note.hidden = !unsaved();
  };
  document.addEventListener("input", (event) => {
    if (!form() || event.target.form !== form()) return;
    form().setAttribute("data-unsaved", "");
    show();
  });
  // What is wrong with an answer stands at its field before anybody saves, and the last plan stays in sight below.
  let last = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "plan" || event.detail.target.querySelector(".note[data-last]")) return;
    last = [...event.detail.target.children].map((part) => part.cloneNode(true));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    show();
    if (event.detail.target.id !== "plan") return;
    for (const told of document.querySelectorAll(".at-once")) told.remove();
    const note = event.detail.target.querySelector(".note[data-last]");
    if (!note) return;
    for (const link of note.querySelectorAll("[data-problem]")) {
      const field = document.getElementById(link.hash.slice(1));
      if (!field || field.parentElement.querySelector(".field-error")) continue;
      const told = document.createElement("p");
      told.className = "field-error at-once";
      told.textContent = link.dataset.problem;
      if (field.tagName === "FIELDSET") field.querySelector("legend").after(told);
      else field.before(told);
    }
    if (!last.length || note.nextElementSibling?.classList.contains("last-plan")) return;
    const kept = document.createElement("div");
    kept.className = "last-plan";
    const lead = document.createElement("p");
    lead.className = "hint";
    lead.textContent = note.dataset.last;
    kept.append(lead, ...last.map((part) => part.cloneNode(true)));
    note.after(kept);
  });
  document.addEventListener("DOMContentLoaded", show);
  // A form that is not sent yet, since the desk is asked first whether it is there, does not leave the page.
  window.addEventListener("submit", (event) => {
    leaving = !event.defaultPrevented;
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved() && !leaving) event.preventDefault();
  });
})();
