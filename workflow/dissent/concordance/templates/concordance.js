"use strict";
// Sorts the lines by the words beside or in the hit, the nearest first, as the command does.
(() => {
  const choice = document.getElementById("choice");
  if (!choice) return;
  const body = document.querySelector("#lines tbody");
  const given = [...body.rows];
  const place = new Map(given.map((row, number) => [row, number]));
  const parts = { left: ".left", match: "mark", right: ".right span" };
  const words = (row, side) => {
    const text = row.querySelector(parts[side]).textContent.toLowerCase().replace(/[’‘ʼ]/g, "'");
    const found = text.match(/[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}'-]*/gu) || [];
    return side === "left" ? found.reverse() : found;
  };
  const compared = (one, other) => {
    for (let at = 0; at < one.length && at < other.length; at++) {
      if (one[at] !== other[at]) return one[at] < other[at] ? -1 : 1;
    }
    return one.length - other.length;
  };
  const select = document.getElementById("sort");
  select.addEventListener("change", () => {
    let rows = given;
    if (select.value !== "given") {
      const keys = new Map(given.map((row) => [row, words(row, select.value)]));
      rows = [...given].sort(
        (one, other) => compared(keys.get(one), keys.get(other)) || place.get(one) - place.get(other)
      );
    }
    body.replaceChildren(...rows);
  });
  select.value = "given";
  choice.hidden = false;
})();
