// After a part of the page was swapped, the focus goes where it was, or to what the answer marks with data-focus.
"use strict";
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const marked = document.querySelector("[data-focus]");
    if (marked) {
      marked.focus();
      if (marked.select) marked.select();
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
  let held = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    held = document.activeElement && document.activeElement.id ? document.activeElement.id : null;
    // Errors come with a part of a page that says what to do.
    if (event.detail.xhr.status >= 400 && event.detail.xhr.getResponseHeader("content-type")?.includes("text/html")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  // What was done is said at the top of the page: for a while it stays in view, wherever the page has been scrolled to.
  let fresh = 0;
  const settle = () => document.getElementById("status")?.classList.remove("fresh");
  document.addEventListener("click", settle);
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id !== "status") return;
    event.detail.target.classList.add("fresh");
    clearTimeout(fresh);
    fresh = setTimeout(settle, 12000);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const marked = document.querySelector("[data-focus]");
    const target = marked || (document.activeElement === document.body && held && document.getElementById(held));
    if (target) {
      target.focus({ preventScroll: false });
      target.removeAttribute("data-focus");
    }
  });
})();
