// The sheet of a unit opens as a dialog; cards can be dragged onto terms, which tell what a drop would break or cost.
"use strict";
(() => {
  const board = () => document.getElementById("board");

  // Only once its buttons work: pressed before, they would load the whole page.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "sheet") {
      const sheet = event.detail.target;
      if (!sheet.open) sheet.showModal();
      sheet.scrollTop = 0;
    }
  });

  // What is beside the sheet closes it.
  document.addEventListener("click", (event) => {
    const { target, clientX: x, clientY: y } = event;
    if (target.id !== "sheet") return;
    const box = target.getBoundingClientRect();
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) target.close();
  });

  // Cards are made draggable once the pointer is over them: a touch scrolls.
  document.addEventListener("pointerover", (event) => {
    const card = event.target.closest?.("[data-unit]");
    if (card && event.pointerType === "mouse") card.draggable = true;
  });

  let drag = null;

  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-unit]");
    if (!card || !board()) return;
    event.dataTransfer.setData("text/plain", card.dataset.unit);
    event.dataTransfer.effectAllowed = "move";
    card.classList.add("dragged");
    drag = { card, unit: card.dataset.unit, places: null };
    drag.ready = ask(drag);
  });

  async function ask(one) {
    const { places, revision } = board().dataset;
    one.address = `${places}?unit=${encodeURIComponent(one.unit)}&revision=${revision}`;
    const how = { headers: { "HX-Request": "true" }, credentials: "same-origin" };
    const answer = await fetch(one.address, how).catch(() => null);
    one.refused = !answer?.ok;
    if (one.refused) return;
    const sheet = new DOMParser().parseFromString(await answer.text(), "text/html");
    one.places = new Map();
    for (const row of sheet.querySelectorAll(".places li[data-term]")) {
      const button = row.querySelector("button");
      const told = row.querySelectorAll(".says p");
      const known = one.places.get(row.dataset.term);
      const same = button && button.value.endsWith(` ${one.card.dataset.modality}`);
      if (!known || (same && !known.here)) {
        one.places.set(row.dataset.term, {
          place: button && !button.disabled ? button.value : null,
          here: Boolean(button?.disabled),
          free: row.classList.contains("free"),
          told: [...told].map((line) => [line.className, line.textContent]),
        });
      }
    }
    if (drag === one) show(one);
  }

  function show(one) {
    board().classList.add("dragging");
    for (const column of board().querySelectorAll(".column")) {
      const found = one.places.get(column.dataset.term);
      if (found?.here) continue;
      column.classList.add(!found?.place ? "closed" : found.free ? "may" : "costly");
      const verdict = column.querySelector(".verdict");
      verdict.replaceChildren(
        ...(found?.place ? found.told : [["hint", board().dataset.nowhere]]).map(([style, text]) => {
          const line = document.createElement("p");
          line.className = style;
          line.textContent = text;
          return line;
        }),
      );
      verdict.hidden = false;
    }
    if (one.card.dataset.modality) board().querySelector(".missing")?.classList.add("may");
  }

  function clear() {
    drag?.card.classList.remove("dragged");
    board()?.classList.remove("dragging");
    for (const zone of document.querySelectorAll(".column, .missing")) {
      zone.classList.remove("may", "costly", "closed", "over");
      const verdict = zone.querySelector(".verdict");
      if (verdict) verdict.hidden = true;
    }
  }

  const zoneOf = (event) => (drag ? event.target.closest?.(".column, .missing") : null);

  document.addEventListener("dragover", (event) => {
    const zone = zoneOf(event);
    if (!zone || zone.classList.contains("closed")) return;
    event.preventDefault();
    for (const other of document.querySelectorAll(".over")) if (other !== zone) other.classList.remove("over");
    zone.classList.add("over");
  });

  document.addEventListener("drop", async (event) => {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    const one = drag;
    clear();
    drag = null;
    await one.ready;
    const data = board().dataset;
    const target = { source: one.card, target: "#board", swap: "outerHTML" };
    const place = one.places?.get(zone.dataset.term)?.place;
    if (one.refused) {
      window.htmx.ajax("GET", one.address, { source: one.card, target: "#sheet", swap: "innerHTML" });
    } else if (zone.classList.contains("missing") && one.card.dataset.modality) {
      window.htmx.ajax("POST", data.out, { ...target, values: { revision: data.revision, unit: one.unit } });
    } else if (place) {
      window.htmx.ajax("POST", data.act, { ...target, values: { revision: data.revision, unit: one.unit, place } });
    }
  });

  document.addEventListener("dragend", () => {
    clear();
    drag = null;
  });
})();
