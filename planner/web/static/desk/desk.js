// After a part of the page was swapped, the focus goes where it was, or to what the answer marks with data-focus.
"use strict";
(() => {
  let held = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    held = document.activeElement && document.activeElement.id ? document.activeElement.id : null;
    // Errors come with a part of a page that says what to do.
    if (event.detail.xhr.status >= 400 && event.detail.xhr.getResponseHeader("content-type")?.includes("text/html")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
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
