// The screen where a plan is written: binds tables, sections, saving, findings and other people's
// changes together. Everything can also be done without it, by plain forms.
import { clipTable } from "./plan_clip.js";
import { conflict, dialog, menu, toast } from "./plan_dialogs.js";
import { dragRows } from "./plan_drag.js";
import { Findings } from "./plan_findings.js";
import { Grid } from "./plan_grid.js";
import { pasteMany } from "./plan_paste.js";
import { mergedHtml, Rich } from "./plan_rich.js";
import { rowForm } from "./plan_row.js";
import { PlanSaver } from "./plan_save.js";
import { Refused, send } from "./saver.js";

const POLL = 15000;
const LOST = "Chưa làm được vì mất mạng. Khi có mạng, hãy thử lại; chưa có gì bị thay đổi.";
const BUSY = "Máy chủ đang bận, việc vừa rồi chưa làm được. Hãy thử lại sau giây lát; chưa có gì bị thay đổi.";

class App {
  constructor(root) {
    this.root = root;
    this.base = root.dataset.base;
    this.version = Number(root.dataset.version);
    this.token = document.querySelector("meta[name=csrf-token]")?.content || "";
    this.waitingRows = new Map();
    this.toast = toast;
    const status = document.querySelector("[data-save-state]");
    this.saver = new PlanSaver(`${this.base}luu/`, root.dataset.plan, status, {
      saved: (cell, answer) => this.onSaved(cell, answer),
      conflict: (entry, body) => this.onConflict(entry, body),
      refused: (entry, why) => this.onRefused(entry, why),
    });
    this.riches = [...root.querySelectorAll("[data-rich]")].map(
      (box) => new Rich(box.closest("[data-uid]"), this),
    );
    this.grids = [...root.querySelectorAll("table[data-grid]")].map((table) => new Grid(table, this));
    this.findings = new Findings(this);
    root.addEventListener("click", (event) => this.onClick(event));
    dragRows(this);
    this.saver.restore((name, value, entry) => this.showPending(entry));
    setInterval(() => this.poll(), POLL);
    document.addEventListener("visibilitychange", () => document.hidden || this.poll());
    document.documentElement.classList.add("plan-ready");
  }

  // -- what is saved ------------------------------------------------------------------------
  place(entry) {
    const row = document.getElementById(`dong-${entry.uid}`);
    return row?.querySelector(`[data-f="${entry.field}"]`) || null;
  }

  rich(entry) {
    return this.riches.find((rich) => rich.uid === entry.uid && rich.field === entry.field);
  }

  showPending(entry) {
    const rich = this.rich(entry);
    if (rich) return rich.show(entry.value);
    const cell = this.place(entry);
    if (cell) this.show(cell, entry.value);
    return undefined;
  }

  onSaved(entry, answer) {
    if (answer.version === this.version + 1) this.version = answer.version;
    this.rich(entry)?.saved(answer.value);
    for (const grid of this.grids) {
      const open = grid.open;
      if (open?.row.dataset.uid === entry.uid && open.cell.dataset.f === entry.field) {
        open.base = answer.value;
      }
    }
    if (answer.row) this.refreshRow(answer.row);
    if (answer.derived?.standard !== undefined) this.pull(); // the row may stand under another heading
    for (const note of answer.notes || []) toast(note);
    this.findings.later();
  }

  /** Whether somebody writes in a field of the plan now. */
  writes() {
    const field = document.activeElement;
    return this.root.contains(field) && field.matches("textarea, select, input, [contenteditable]");
  }

  /** Until nobody writes in the plan: the field was left. */
  pause() {
    return new Promise((resolve) => {
      const look = () => setTimeout(() => {
        if (this.writes()) return;
        document.removeEventListener("focusout", look);
        resolve();
      });
      document.addEventListener("focusout", look);
      look();
    });
  }

  async onConflict(entry, body) {
    if (entry.undo && !body.gone) {
      this.saver.decide(entry, body.theirs, body.theirs); // one's own words were taken back anyway
      await this.pull();
      return toast("Người khác vừa sửa ô này; đang hiện bản của họ.");
    }
    if (this.deciding) return; // one at a time; the others wait under "Xem"
    this.deciding = true;
    if (this.writes()) {
      this.saver.report();
      await this.pause(); // never in the middle of a word
      this.deciding = false;
      entry.stuck = ""; // the words may be longer by now: ask again with all of them
      return this.saver.flush();
    }
    this.closeCells();
    const answer = await conflict(body.html);
    this.deciding = false;
    if (!answer) return this.saver.report();
    const rich = this.rich(entry);
    const typed = rich ? mergedHtml(answer.text, entry.value, body.theirs) : answer.text;
    const value = { mine: entry.value, theirs: body.theirs, own: typed }[answer.choice];
    if (body.gone && answer.choice !== "theirs") {
      await this.send(`dong/${entry.kind}/${entry.uid}/khoi-phuc/`, {});
    }
    this.saver.decide(entry, body.theirs, value);
    if (rich) {
      rich.base = body.theirs;
      rich.box.innerHTML = value === body.theirs ? body.theirs : value;
    }
    await this.pull();
    this.showPending({ ...entry, value });
    this.saver.flush();
    return undefined;
  }

  onRefused(entry, why) {
    const cell = this.place(entry);
    cell?.classList.add("refused");
    cell?.setAttribute("title", why);
    toast(why);
  }

  retry() {
    const stuck = this.saver.retry();
    const cell = stuck && this.place(stuck);
    if (cell) cell.scrollIntoView({ block: "center" });
  }

  // -- cells --------------------------------------------------------------------------------
  rowName(row) {
    return row.dataset.name || "";
  }

  /** The box for a cell whose value is chosen from a list. */
  choice(cell) {
    const list = document.querySelector(`template[data-choices="${cell.dataset.e}"]`);
    if (!list) return null;
    const box = list.content.firstElementChild.cloneNode(true);
    const value = cell.dataset.value ?? "";
    if (![...box.options].some((option) => option.value === value)) {
      box.append(new Option(`${value} (đang ghi)`, value)); // a stored value is never lost
    }
    box.value = value;
    return box;
  }

  show(cell, value, box) {
    const view = cell.querySelector(".v");
    view.textContent = box?.tagName === "SELECT" ? box.selectedOptions[0].textContent : value;
    if (cell.dataset.value !== undefined) cell.dataset.value = value;
    cell.classList.add("dirty");
  }

  /** A cell nobody edits any more takes what the server sent meanwhile. */
  settle(cell) {
    const row = cell.closest("tr");
    const waiting = this.waitingRows.get(row.dataset.uid);
    if (waiting) this.mend(row, waiting);
  }

  closeCells() {
    for (const grid of this.grids) grid.close();
  }

  explain(mark) {
    return this.findings.explain(mark);
  }

  remark(cell) {
    this.findings.mark(cell);
  }

  // -- rows from the server -------------------------------------------------------------------
  parse(html) {
    const holder = document.createElement("template");
    holder.innerHTML = `<table><tbody>${html}</tbody></table>`;
    return [...holder.content.querySelector("tbody").children];
  }

  refreshRow(html) {
    for (const fresh of this.parse(html)) {
      const row = document.getElementById(fresh.id);
      if (row) this.mend(row, fresh);
    }
  }

  /** Bring a row up to date; a cell in edit or with unsent words keeps them. */
  mend(row, fresh) {
    const { kind, uid } = row.dataset;
    let held = false;
    for (const [name, value] of Object.entries(fresh.dataset)) row.dataset[name] = value;
    const [head, freshHead] = [row.querySelector("th.head"), fresh.querySelector("th.head")];
    if (head.innerHTML !== freshHead.innerHTML && !head.contains(document.activeElement)) {
      head.innerHTML = freshHead.innerHTML;
    }
    for (const cell of fresh.querySelectorAll("td[data-f]")) {
      const old = row.querySelector(`td[data-f="${cell.dataset.f}"]`);
      if (!old) continue;
      if (old.classList.contains("open") || this.saver.get(kind, uid, cell.dataset.f)) {
        held = true;
        this.elsewhere(old, cell);
        continue;
      }
      old.classList.remove("dirty", "refused");
      old.removeAttribute("title");
      if (cell.dataset.value !== undefined) old.dataset.value = cell.dataset.value;
      const same = old.querySelector(".v")?.textContent === cell.querySelector(".v").textContent;
      const notes = [old, cell].map((each) => each.querySelector(".note-typed")?.textContent);
      if (same && notes[0] === notes[1]) continue;
      old.innerHTML = cell.innerHTML;
      this.remark(old);
    }
    if (held) this.waitingRows.set(uid, fresh.cloneNode(true));
    else this.waitingRows.delete(uid);
  }

  /** Somebody else wrote in the very cell that is open here: say so, change nothing. */
  elsewhere(cell, fresh) {
    const open = this.grids.map((grid) => grid.open).find((each) => each?.cell === cell);
    const value = fresh.dataset.value ?? fresh.querySelector(".v").textContent;
    if (!open || value === open.base || value === open.box.value) return;
    open.elsewhere = true;
    cell.classList.add("elsewhere");
  }

  /** Put whole tables in the server's order without touching the row that has focus. */
  sync(answer) {
    if (answer.version) this.version = answer.version;
    for (const [kind, html] of Object.entries(answer.tables || {})) {
      const body = this.root.querySelector(`table[data-grid="${kind}"] tbody`);
      if (body) this.syncBody(body, this.parse(html));
    }
    for (const [uid, value] of Object.entries(answer.sections || {})) {
      const rich = this.riches.find((each) => each.uid === uid);
      if (rich && !this.saver.get(rich.kind, uid, rich.field) && rich.base !== value) rich.saved(value);
    }
    for (const grid of this.grids) grid.refresh();
    this.findings.later();
  }

  syncBody(body, wanted) {
    const final = wanted.map((fresh) => {
      const row = fresh.id && body.querySelector(`#${CSS.escape(fresh.id)}`);
      if (!row) return fresh;
      this.mend(row, fresh);
      return row;
    });
    let ref = body.firstElementChild;
    for (const row of final) {
      if (row === ref) {
        ref = ref.nextElementSibling;
      } else if (row.contains(document.activeElement)) {
        while (ref && ref !== row) {
          const gone = ref;
          ref = ref.nextElementSibling;
          gone.remove();
        }
        ref = row.nextElementSibling;
      } else body.insertBefore(row, ref);
    }
    while (ref) {
      const gone = ref;
      ref = ref.nextElementSibling;
      if (gone.contains(document.activeElement) && this.grids.some((grid) => grid.open)) {
        gone.classList.add("gone"); // someone deleted the row a person writes in: keep the words
        toast("Dòng đang viết vừa được người khác xoá. Chữ đang viết vẫn còn ở đây để sao chép.");
      } else gone.remove();
    }
  }

  async poll() {
    if (document.hidden || navigator.onLine === false || this.polling) return;
    this.polling = true;
    await this.pull(this.version);
    this.polling = false;
  }

  async pull(since = 0) {
    const answer = await fetch(`${this.base}thay-doi/?tu=${since}`, {
      headers: { "X-Caitien": "1" },
    }).catch(() => null);
    if (answer?.status === 200) this.sync(await answer.json());
    else if (answer?.status === 403 || answer?.status === 404) {
      this.saver.tell("refused", "Kế hoạch không còn mở để sửa. Hãy tải lại trang để xem trạng thái mới.");
    }
  }

  /** POST to one of the plan's addresses; a refusal is told and gives null. */
  async send(path, body) {
    try {
      return await send(`${this.base}${path}`, { json: body });
    } catch (error) {
      if (!(error instanceof Refused)) toast(LOST);
      else toast(error.status >= 500 ? BUSY : error.message);
      if (error.status === 409 || error.status === 404) await this.pull();
      return null;
    }
  }

  // -- rows as wholes -------------------------------------------------------------------------
  /** A new row's own name, made here: the same request sent twice makes one row. */
  newUid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (n) => n.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  async change(path, body) {
    await this.saver.flush();
    const answer = await this.send(path, body);
    if (answer) this.sync(answer);
    return answer;
  }

  focusRow(uid, edit) {
    const row = document.getElementById(`dong-${uid}`);
    const grid = this.grids.find((each) => each.table.contains(row));
    const cell = row && grid?.cells(row).find((each) => each.dataset.f !== "tt");
    if (!cell) return;
    row.scrollIntoView({ block: "nearest" });
    if (edit && matchMedia("(min-width: 701px)").matches) grid.edit(cell, true);
    else (row.querySelector("a.open-row") || cell).focus();
  }

  async add(row, kind = row.dataset.kind) {
    this.closeCells();
    const answer = await this.change("dong/them/", { kind, after: row?.dataset.uid || "", uid: this.newUid() });
    if (!answer) return;
    const link = document.getElementById(`dong-${answer.uid}`)?.querySelector("a.open-row");
    if (link && matchMedia("(max-width: 700px)").matches) location.assign(link.href);
    else this.focusRow(answer.uid, true);
  }

  async move(row, by) {
    const rows = [...row.parentElement.querySelectorAll("tr[data-uid]")];
    const to = rows.indexOf(row) + by;
    if (to < 0 || to >= rows.length) return;
    const focus = document.activeElement?.closest("td[data-f]")?.dataset.f;
    const after = by < 0 ? rows[to - 1] : rows[to];
    await this.moveAfter(row, after);
    if (focus && !row.contains(document.activeElement)) row.querySelector(`td[data-f="${focus}"]`)?.focus();
  }

  async moveAfter(row, after) {
    const { kind, uid } = row.dataset;
    const answer = await this.change(`dong/${kind}/${uid}/chuyen/`, { after: after?.dataset.uid || "" });
    if (answer) toast(answer.message);
  }

  async remove(row) {
    const { kind, uid, v } = row.dataset;
    this.closeCells();
    const next = row.nextElementSibling || row.previousElementSibling;
    const answer = await this.change(`dong/${kind}/${uid}/xoa/`, { version: Number(v) });
    if (!answer) return;
    (next?.querySelector("td[data-f], a") || this.root.querySelector("[data-add]"))?.focus();
    toast(answer.message, async () => {
      const back = await this.change(`dong/${kind}/${uid}/khoi-phuc/`, {});
      if (back) this.focusRow(uid);
    });
  }

  clipTable(data) {
    return clipTable(data);
  }

  pasteMany(grid, cell, rows) {
    return pasteMany(this, grid, cell, rows);
  }

  // -- buttons ------------------------------------------------------------------------------
  onClick(event) {
    const button = event.target.closest("button, a");
    if (!button) return;
    const row = button.closest("tr[data-uid]");
    if (button.matches("[data-more]")) this.rowMenu(button, row);
    else if (button.matches("[data-add]")) {
      event.preventDefault();
      const rows = this.root.querySelectorAll(`table[data-grid="${button.dataset.add}"] tr[data-uid]`);
      this.add(rows[rows.length - 1], button.dataset.add);
    } else if (button.matches("[data-retry]")) this.retry();
    else if (button.matches(".open-row") && matchMedia("(min-width: 701px)").matches) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.openRow(row);
    }
  }

  async openRow(row) {
    this.closeCells();
    await this.saver.flush();
    rowForm(this, row.querySelector("a.open-row").href, () => row.querySelector("a.open-row")?.focus());
  }

  rowMenu(button, row) {
    const items = [
      ["Mở dòng", () => this.openRow(row)],
      ["Thêm dòng ở dưới", () => this.add(row)],
      ["Chuyển lên (Alt+Shift+↑)", () => this.move(row, -1)],
      ["Chuyển xuống (Alt+Shift+↓)", () => this.move(row, 1)],
      ["Góp ý về dòng này", () => location.assign(`${this.base}gop-y/?dong=${row.dataset.uid}`)],
      ["Lịch sử của dòng", () => this.history(row)],
      ["Xoá dòng", () => this.remove(row)],
    ];
    menu(button, items);
  }

  async history(row) {
    const { kind, uid } = row.dataset;
    const answer = await fetch(`${this.base}dong/${kind}/${uid}/lich-su/?khung=1`, {
      headers: { "X-Caitien": "1" },
    }).catch(() => null);
    if (answer?.ok) dialog(await answer.text(), "history-dialog");
    else toast("Chưa mở được lịch sử. Hãy thử lại sau giây lát.");
  }
}

const root = document.querySelector("#plan[data-editable]");
if (root) new App(root);
