// After a part of the page was swapped, the focus goes where it was, or to what the answer marks with data-focus.
"use strict";
(() => {
  // Marked so, an element may name another one that gets the focus, such as the first field to correct.
  function aim(marked) {
    const named = marked.dataset.focus && document.getElementById(marked.dataset.focus);
    if (!named) return marked.focus();
    for (let part = named.parentElement; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    named.focus();
    if (document.activeElement !== named) marked.focus();
  }
  document.addEventListener("DOMContentLoaded", () => {
    const marked = document.querySelector("[data-focus]");
    if (marked) {
      aim(marked);
      if (marked.select) marked.select();
    }
    // Rows of links that scroll on a phone begin with the one that is shown.
    for (const link of document.querySelectorAll("main nav li > [aria-current]")) {
      const row = link.closest("ul");
      row.scrollLeft = link.offsetLeft - row.offsetLeft - 40;
    }
    for (const all of document.querySelectorAll("[data-ticks]")) {
      all.parentElement.hidden = false;
      all.addEventListener("change", () => {
        for (const box of document.getElementsByName(all.dataset.ticks)) box.checked = all.checked;
      });
    }
    for (const button of document.querySelectorAll("[data-copies]")) {
      if (!navigator.clipboard) continue;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
        button.textContent = button.dataset.copied;
      });
    }
  });
  // A form that makes something is sent once, however often its button is pressed; the desk holds to that too. What holds
  // a form back at first (reach.js) comes before, so that it counts once it is sent.
  let sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.elements.once) return;
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
  });
  addEventListener("pageshow", () => { sent = new WeakSet(); });
  let held = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    held = document.activeElement && document.activeElement.id ? document.activeElement.id : null;
    // Errors come with a part of a page that says what to do.
    if (event.detail.xhr.status >= 400 && event.detail.xhr.getResponseHeader("content-type")?.includes("text/html")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  // What was done is said at the foot of the window, where it hides nothing that changed, and goes after a while.
  let fresh = 0;
  const settle = () => document.querySelector("#status.fresh")?.classList.replace("fresh", "past");
  document.addEventListener("click", settle);
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id !== "status") return;
    event.detail.target.classList.remove("past");
    event.detail.target.classList.add("fresh");
    clearTimeout(fresh);
    fresh = setTimeout(settle, 12000);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const marked = document.querySelector("[data-focus]");
    const target = marked || (document.activeElement === document.body && held && document.getElementById(held));
    if (target) {
      aim(target);
      target.removeAttribute("data-focus");
    }
  });
})();
