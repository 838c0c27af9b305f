// The tables of a plan as a spreadsheet: read text until a cell is opened, then a box that grows.
// Keys are never taken while Vietnamese is being composed.

import { isComposing } from "./saver.js";

const composing = (event) => event.isComposing || event.keyCode === 229;
const wide = matchMedia("(min-width: 701px)");

/** Where in the text of `view` a click fell. */
function caretAt(view, event) {
  let node, offset;
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(event.clientX, event.clientY);
    if (at) [node, offset] = [at.offsetNode, at.offset];
  } else if (document.caretRangeFromPoint) {
    const at = document.caretRangeFromPoint(event.clientX, event.clientY);
    if (at) [node, offset] = [at.startContainer, at.startOffset];
  }
  if (!node || !view.contains(node) || node.nodeType !== 3) return null;
  const range = document.createRange();
  range.selectNodeContents(view);
  range.setEnd(node, offset);
  return range.toString().length;
}

export class Grid {
  constructor(table, app) {
    this.table = table;
    this.app = app;
    this.open = null;
    table.setAttribute("role", "grid");
    table.addEventListener("click", (event) => this.onClick(event));
    table.addEventListener("keydown", (event) => this.onKey(event));
    table.addEventListener("paste", (event) => this.onPaste(event));
    table.addEventListener("focusin", (event) => this.onFocus(event));
    this.refresh();
  }

  rows() {
    return [...this.table.querySelectorAll("tbody tr[data-uid]")];
  }

  cells(row) {
    return [...row.querySelectorAll("td[data-f]")];
  }

  /** One cell of the table can be reached by Tab; arrows reach the others. */
  refresh() {
    const cells = this.table.querySelectorAll("td[data-f]");
    for (const cell of cells) cell.tabIndex = -1;
    const now = this.last && this.table.contains(this.last) ? this.last : cells[0];
    if (now) now.tabIndex = 0;
  }

  onFocus(event) {
    const cell = event.target.closest("td[data-f]");
    if (!cell || cell === this.last) return;
    if (this.last) this.last.tabIndex = -1;
    this.last = cell;
    cell.tabIndex = 0;
  }

  value(cell) {
    const row = cell.closest("tr");
    const entry = this.app.saver.get(row.dataset.kind, row.dataset.uid, cell.dataset.f);
    if (entry) return entry.value;
    return cell.dataset.value ?? cell.querySelector(".v").textContent;
  }

  onClick(event) {
    const cell = event.target.closest("td[data-f]");
    if (!cell || !wide.matches || event.target.closest("a, button, textarea, select")) return;
    if (event.target.closest("mark") && this.app.explain(event.target.closest("mark"))) return;
    const view = cell.querySelector(".v");
    this.edit(cell, true, view.contains(event.target) ? caretAt(view, event) : null);
  }

  /** Open a cell. `hard`: arrows move in the text; else they go to other cells until one types. */
  edit(cell, hard, caret = null) {
    if (this.open?.cell === cell) return;
    this.close();
    const choice = cell.dataset.e ? this.app.choice(cell) : null;
    const box = choice || document.createElement("textarea");
    const value = this.value(cell);
    const row = cell.closest("tr");
    box.className = "box";
    box.setAttribute("aria-label", `${cell.dataset.l}, ${this.app.rowName(row)}`);
    if (!choice) {
      box.rows = 1;
      box.value = value;
      box.maxLength = 20000;
    }
    const entry = this.app.saver.get(row.dataset.kind, row.dataset.uid, cell.dataset.f);
    this.open = { cell, row, box, hard, start: value, base: entry ? entry.base : value };
    cell.classList.add("open");
    cell.append(box);
    box.addEventListener("input", () => this.onInput());
    box.addEventListener("compositionend", () => this.onInput());
    box.addEventListener("blur", () => this.onBlur(box));
    box.focus({ preventScroll: true });
    if (!choice) {
      this.grow(box);
      box.setSelectionRange(caret ?? value.length, caret ?? value.length);
    }
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  grow(box) {
    if (box.tagName !== "TEXTAREA") return;
    box.style.height = "0";
    box.style.height = `${Math.max(box.scrollHeight, box.parentElement.clientHeight - 2)}px`;
  }

  onInput(undo = false) {
    if (!this.open) return;
    const { cell, row, box, base } = this.open;
    this.open.hard = true;
    this.grow(box);
    cell.classList.add("dirty");
    if (isComposing(box)) return; // a half typed word is not sent
    this.app.saver.set(row.dataset.kind, row.dataset.uid, cell.dataset.f, base, box.value, undo);
  }

  onBlur(box) {
    setTimeout(() => {
      if (this.open?.box === box && document.activeElement !== box && document.hasFocus()) {
        this.close();
        this.app.saver.flush();
      }
    });
  }

  /** Back to read text; what was typed is shown and on its way. */
  close() {
    if (!this.open) return;
    const { cell, row, box } = this.open;
    this.open = null;
    const focused = document.activeElement === box;
    const entry = this.app.saver.get(row.dataset.kind, row.dataset.uid, cell.dataset.f);
    cell.classList.remove("open", "elsewhere");
    box.remove();
    if (entry) this.app.show(cell, entry.value, box);
    else {
      cell.classList.remove("dirty");
      this.app.settle(cell);
    }
    if (focused) cell.focus({ preventScroll: true });
    this.app.remark(cell);
  }

  near(cell, down, right) {
    const row = cell.closest("tr");
    const rows = this.rows();
    const cells = this.cells(row);
    let x = cells.indexOf(cell) + right;
    let y = rows.indexOf(row) + down;
    if (x < 0) [x, y] = [cells.length - 1, y - 1];
    if (x >= cells.length) [x, y] = [0, y + 1];
    return rows[y] ? this.cells(rows[y])[x] : null;
  }

  go(cell, { edit }) {
    if (!cell) return false;
    if (edit) this.edit(cell, false);
    else {
      this.close();
      cell.focus();
    }
    return true;
  }

  onKey(event) {
    const cell = event.target.closest("td[data-f]");
    if (!cell || composing(event)) return;
    if (this.onRowKey(event, cell)) return;
    const inBox = this.open?.cell === cell;
    const handled = inBox ? this.onBoxKey(event, cell) : this.onCellKey(event, cell);
    if (handled) event.preventDefault();
  }

  onRowKey(event, cell) {
    const row = cell.closest("tr");
    const { key, altKey, shiftKey, ctrlKey } = event;
    if (altKey && shiftKey && (key === "ArrowUp" || key === "ArrowDown")) {
      this.app.move(row, key === "ArrowUp" ? -1 : 1);
    } else if (ctrlKey && key === "Enter") {
      this.app.add(row);
    } else return false;
    event.preventDefault();
    return true;
  }

  onBoxKey(event, cell) {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    const { box, hard, start } = this.open;
    const text = box.tagName === "TEXTAREA";
    if (key === "Escape") {
      if (text && box.value !== start && !this.open.elsewhere) {
        box.value = start;
        this.onInput(true);
      }
      this.close();
      cell.focus();
      return true;
    }
    if (key === "Tab") {
      if (this.go(this.near(cell, 0, shiftKey ? -1 : 1), { edit: true })) return true;
      this.close();
      return false;
    }
    if (key === "Enter" && (altKey || shiftKey) && text) {
      box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end");
      this.onInput();
      return true;
    }
    if (key === "Enter" || key === "F2") {
      if (!hard || key === "F2") this.open.hard = true;
      else if (!this.go(this.near(cell, 1, 0), { edit: true })) this.close();
      return true;
    }
    if (!text || ctrlKey || metaKey || altKey || shiftKey) return false;
    if (hard || !key.startsWith("Arrow")) {
      if (key.length === 1 || key === "Home" || key === "End") this.open.hard = true;
      return false;
    }
    return this.arrow(cell, key, true);
  }

  arrow(cell, key, edit) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (!step[key]) return false;
    this.go(this.near(cell, ...step[key]), { edit });
    return true;
  }

  onCellKey(event, cell) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (event.target !== cell || ctrlKey || metaKey || altKey || !wide.matches) return false;
    if (key === "Enter" || key === "F2") {
      this.edit(cell, true);
      return true;
    }
    if (key.length === 1 && !cell.dataset.e) {
      this.edit(cell, true); // the letter itself lands in the box
      return false;
    }
    return this.arrow(cell, key, false);
  }

  onPaste(event) {
    const cell = event.target.closest("td[data-f]");
    if (!cell || !wide.matches) return;
    const many = this.app.clipTable(event.clipboardData);
    if (!many) {
      if (this.open?.cell !== cell) this.edit(cell, true);
      return;
    }
    event.preventDefault();
    this.close();
    this.app.pasteMany(this, cell, many);
  }
}
