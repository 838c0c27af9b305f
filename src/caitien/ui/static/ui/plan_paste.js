// A pasted table of Word or Excel: shown first, then into cells or as new rows, and taken back.
import { pastePreview, toast } from "./plan_dialogs.js";

/** A pasted table: into the cells from here on, or as new rows; always shown first. */
export async function pasteMany(app, grid, cell, rows) {
  const row = cell.closest("tr");
  const below = grid.rows().slice(grid.rows().indexOf(row));
  const plan = pasteColumns(grid, cell, rows);
  const written = (count) =>
    below
      .slice(0, count)
      .reduce((sum, each) => sum + plan.fields.filter((f) => hasWords(cellOf(each, f))).length, 0);
  const chosen = await pastePreview({ ...plan, existing: below.length, written });
  if (!chosen) return cell.focus();
  const over = chosen.into ? chosen.rows.slice(0, below.length) : [];
  const before = over.map((line, y) => pasteInto(app, below[y], plan.fields, line));
  const more = chosen.rows.slice(over.length);
  await app.saver.flush();
  let answer = null;
  if (more.length) {
    const after = (over.length ? below[over.length - 1] : row).dataset.uid;
    const body = { kind: row.dataset.kind, after, fields: plan.fields, rows: more, once: app.newUid() };
    answer = await app.change("dan/", body);
    if (!answer) return undefined;
  }
  toast(answer?.message || `Đã dán vào ${over.length} dòng.`, () => unpaste(app, row.dataset.kind, before, answer));
  return undefined;
}

/** Which pasted column goes where: by the titles in its first row, else from this cell on. */
function pasteColumns(grid, cell, rows) {
  const cells = grid.cells(cell.closest("tr"));
  const key = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const known = cells.map((each) => key(each.dataset.l));
  const heads = rows[0].map((text) => key(text));
  const places = heads.map((text) =>
    text.length < 3 ? -1 : known.findIndex((title) => title.startsWith(text) || text.startsWith(title)),
  );
  const head = places.filter((place) => place >= 0).length * 2 >= Math.min(heads.length, 4);
  let targets;
  if (head) targets = places.map((place) => cells[place]);
  else {
    const numbers = rows.every((line) => /^\d{0,3}[.)]?$/.test(line[0])) && heads.length > 1;
    const at = cells.indexOf(cell);
    targets = heads.map((_, x) => (numbers && !x ? undefined : cells[at + x - (numbers ? 1 : 0)]));
  }
  const used = targets.map((each, x) => [each, x]).filter(([each], x) => each && targets.indexOf(each) === x);
  return {
    head,
    fields: used.map(([each]) => each.dataset.f),
    titles: used.map(([each]) => each.dataset.l),
    rows: rows.map((line) => used.map(([, x]) => line[x] ?? "")),
  };
}

function cellOf(row, field) {
  return row.querySelector(`td[data-f="${CSS.escape(field)}"]`);
}

/** Put a line's words into a row's cells; gives back what stood there. */
function pasteInto(app, row, fields, line) {
  const { kind, uid } = row.dataset;
  return fields.map((field, x) => {
    const cell = cellOf(row, field);
    const was = cell.dataset.value ?? cell.querySelector(".v").textContent;
    if (line[x] && line[x] !== was) {
      app.saver.set(kind, uid, field, was, line[x]);
      app.show(cell, line[x]);
    }
    return { uid, field, was, now: line[x] };
  });
}

async function unpaste(app, kind, before, answer) {
  for (const { uid, field, was, now } of before.flat()) {
    const row = document.getElementById(`dong-${uid}`);
    if (row && now && now !== was) pasteInto(app, row, [field], [was || " "]);
  }
  for (const uid of answer?.uids || []) await app.change(`dong/${kind}/${uid}/xoa/`, {});
  await app.saver.flush();
}

function hasWords(cell) {
  return Boolean(cell?.querySelector(".v").textContent.trim());
}
