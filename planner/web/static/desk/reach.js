// Where the desk does not answer, that is said, no form is sent into nothing, and what was typed stays; once it answers
// again, that is said too.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const EVERY = 2000;
  const SHOWN = 10000;
  const WATCHED = '[hx-trigger^="change"]';
  const passed = new WeakSet();
  let watching = 0;
  let asked = null;

  async function answers() {
    try {
      return (await fetch("/healthz", { cache: "no-store" })).ok;
    } catch {
      return false;
    }
  }

  function tell(text, style) {
    document.getElementById("reach")?.remove();
    const told = document.createElement("p");
    told.id = "reach";
    told.className = `${style} reach`;
    told.setAttribute("role", "alert");
    told.textContent = text;
    (document.querySelector("dialog[open]") || document.getElementById("main")).prepend(told);
    return told;
  }

  function lost(element) {
    asked = element?.matches?.(WATCHED) ? element : asked;
    tell(words.lost, "alert");
    watching ||= setInterval(async () => {
      if (!(await answers())) return;
      clearInterval(watching);
      watching = 0;
      const told = tell(words.found, "good");
      setTimeout(() => told.remove(), SHOWN);
      // What only looks on may ask again by itself.
      if (asked?.isConnected) window.htmx.trigger(asked, "change");
      asked = null;
    }, EVERY);
  }

  document.addEventListener("htmx:sendError", (event) => lost(event.detail.elt));
  // What carries no policy does not come from the desk, but from a proxy that misses it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, elt } = event.detail;
    if (xhr.status < 500 || xhr.getResponseHeader("content-security-policy")) return;
    event.detail.shouldSwap = false;
    lost(elt);
  });

  // No form is sent into nothing; the one in which much is typed asks first.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || passed.delete(form)) return;
    if (!watching && !form.matches(WATCHED)) return;
    event.preventDefault();
    const { submitter } = event;
    if (!(await answers())) return lost(form);
    passed.add(form);
    form.requestSubmit(submitter);
  });
})();
