// What a clipboard holds: the table of Word or Excel as rows of cells, and clean rich text.

const BLOCKS = new Set(["P", "DIV", "LI", "H1", "H2", "H3", "H4", "H5", "H6", "TR"]);
const MAX = { rows: 300, cells: 30, text: 20000 };

/** The text of a pasted cell: paragraphs and breaks become lines. */
function textOf(node) {
  let text = "";
  for (const part of node.childNodes) {
    if (part.nodeType === 3) text += part.data.replace(/[\s\u00a0]+/g, " ");
    else if (part.nodeName === "BR") text += "\n";
    else if (part.nodeType === 1 && !["STYLE", "SCRIPT", "TITLE"].includes(part.nodeName)) {
      const inner = textOf(part);
      text += BLOCKS.has(part.nodeName) ? `\n${inner}\n` : inner;
    }
  }
  return text;
}

const tidy = (text) =>
  text
    .normalize("NFC")
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter(Boolean)
    .join("\n")
    .slice(0, MAX.text);

function fromHtml(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const table = page.querySelector("table");
  if (!table) return null;
  const grid = [];
  [...table.rows].slice(0, MAX.rows).forEach((row, y) => {
    grid[y] ||= [];
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x += 1;
      if (x >= MAX.cells) break;
      const down = Math.min(cell.rowSpan || 1, MAX.rows - y);
      const right = Math.min(cell.colSpan || 1, MAX.cells - x);
      for (let dy = 0; dy < down; dy += 1) {
        for (let dx = 0; dx < right; dx += 1) {
          (grid[y + dy] ||= [])[x + dx] = dx ? "" : tidy(textOf(cell));
        }
      }
      x += right;
    }
  });
  return grid.map((row) => Array.from(row, (text) => text ?? ""));
}

/** Tab-separated text as spreadsheets write it: quotes keep breaks and tabs inside a cell. */
function fromText(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length && rows.length <= MAX.rows; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === "\t" || letter === "\n") {
      rows.at(-1).push(tidy(cell));
      cell = "";
      if (letter === "\n") rows.push([]);
    } else if (letter !== "\r") cell += letter;
  }
  if (cell || rows.at(-1).length) rows.at(-1).push(tidy(cell));
  return rows.filter((row) => row.length);
}

/** Rows of cells where the clipboard holds a table of more than one cell; else null. */
export function clipTable(data) {
  const html = data.getData("text/html");
  const text = data.getData("text/plain");
  const rows = html && /<table/i.test(html) ? fromHtml(html) : text.includes("\t") && fromText(text);
  return rows && rows.length * (rows[0]?.length || 0) > 1 ? rows : null;
}

const KEEP = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", UL: "ul", OL: "ol", LI: "li", BR: "br" };

function cleanInto(node, target) {
  for (const part of node.childNodes) {
    if (part.nodeType === 3) {
      target.append(part.data.replace(/[ \t\r\n\u00a0]+/g, " "));
    } else if (part.nodeType === 1 && !["STYLE", "SCRIPT", "TITLE"].includes(part.nodeName)) {
      const weight = part.style?.fontWeight;
      let name = KEEP[part.nodeName] || (BLOCKS.has(part.nodeName) ? "p" : "");
      if (!name && (weight === "bold" || Number(weight) >= 600)) name = "b";
      if (!name && part.style?.fontStyle === "italic") name = "i";
      if (part.nodeName === "B" && weight === "normal") name = "";
      if (name === "p" && part.querySelector("p, div, li, tr")) name = "";
      const into = name ? document.createElement(name) : target;
      if (name) target.append(into);
      cleanInto(part, into);
    }
  }
}

/** Pasted rich text with only paragraphs, bold, italic, underline and lists left. */
export function cleanHtml(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const holder = document.createElement("div");
  cleanInto(page.body, holder);
  for (const block of holder.querySelectorAll("p")) if (!block.textContent.trim()) block.remove();
  return holder.innerHTML.normalize("NFC");
}
