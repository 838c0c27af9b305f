// Rows are put in another order with the mouse; keys and buttons do the same.

export function dragRows(app) {
  let dragged = null;
  app.root.addEventListener("dragstart", (event) => {
    if (!event.target.closest?.("[data-drag]")) return;
    dragged = event.target.closest("tr[data-uid]");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", app.rowName(dragged));
    event.dataTransfer.setDragImage(dragged, 8, 8);
    dragged.classList.add("dragged");
  });
  const target = (event) => {
    const row = event.target.closest?.("tr[data-uid]");
    return dragged && row && row.parentElement === dragged.parentElement ? row : null;
  };
  const clear = () => {
    for (const row of app.root.querySelectorAll(".drop-above, .drop-below")) {
      row.classList.remove("drop-above", "drop-below");
    }
  };
  app.root.addEventListener("dragover", (event) => {
    const row = target(event);
    if (!row) return;
    event.preventDefault();
    clear();
    const box = row.getBoundingClientRect();
    row.classList.add(event.clientY < box.top + box.height / 2 ? "drop-above" : "drop-below");
  });
  app.root.addEventListener("drop", (event) => {
    const row = target(event);
    if (!row) return;
    event.preventDefault();
    const rows = [...row.parentElement.querySelectorAll("tr[data-uid]")];
    const after = row.classList.contains("drop-above") ? rows[rows.indexOf(row) - 1] : row;
    if (after !== dragged && row !== dragged) app.moveAfter(dragged, after);
  });
  app.root.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
    clear();
  });
}
