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

const KEEP = { UL: "ul", OL: "ol", LI: "li", BR: "br", TABLE: "table", TBODY: "tbody", THEAD: "tbody" };
Object.assign(KEEP, { TFOOT: "tbody", TR: "tr", TD: "td", TH: "td" });
const LETTERS = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u" };
const UNSEEN = ["STYLE", "SCRIPT", "TITLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "SVG", "MATH"];

/** The letters in force inside an element: what its tag and its look add and take away. */
function lettersIn(part, letters) {
  const on = new Set(letters);
  const add = (letter, yes) => (yes ? on.add(letter) : on.delete(letter));
  if (LETTERS[part.nodeName]) on.add(LETTERS[part.nodeName]);
  const { fontWeight: weight, fontStyle: slant, textDecoration, textDecorationLine } = part.style || {};
  if (weight) add("b", weight === "bold" || Number(weight) >= 600);
  if (slant) add("i", slant !== "normal");
  if (/underline/.test(`${textDecoration} ${textDecorationLine}`)) on.add("u");
  return on;
}

/** Words with the letters in force, each piece in its own b, i, u. */
function putWords(data, target, letters) {
  const words = data.replace(/[ \t\r\n\u00a0]+/g, " ");
  let into = target;
  for (const letter of words.trim() ? ["b", "i", "u"] : []) {
    if (letters.has(letter)) into = into.appendChild(document.createElement(letter));
  }
  into.append(words);
}

/** The mark of a list of Word: "- ", "+ " below it, or its number as text. */
function wordMark(part) {
  const mark = part.textContent.replace(/[\s\u00a0]+/g, "");
  const level = part.closest("p[style], li[style]")?.getAttribute("style") || "";
  if (/[\p{L}\p{N}]/u.test(mark) && mark !== "o") return `${mark} `;
  return /\blevel[2-9]\b/.test(level) ? "+ " : "- ";
}

function cleanInto(node, target, letters) {
  for (const part of node.childNodes) {
    if (part.nodeType === 3) {
      const between = /^(TABLE|TBODY|TR|UL|OL)$/.test(target.nodeName);
      if (!between || part.data.trim()) putWords(part.data, target, letters);
    } else if (/mso-list:\s*ignore/i.test(part.getAttribute?.("style") || "")) {
      target.append(wordMark(part));
    } else if (part.nodeType === 1 && !UNSEEN.includes(part.nodeName.toUpperCase())) {
      let name = KEEP[part.nodeName] || (BLOCKS.has(part.nodeName) ? "p" : "");
      if (name === "p" && part.querySelector("p, div, li, tr")) name = "";
      const into = name ? document.createElement(name) : target;
      if (name) target.append(into);
      cleanInto(part, into, lettersIn(part, letters));
    }
  }
}

/** Pasted rich text: paragraphs, lists, tables, bold, italic and underlined words; nothing else. */
export function cleanHtml(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const holder = document.createElement("div");
  cleanInto(page.body, holder, new Set());
  for (const block of holder.querySelectorAll("p, table")) if (!block.textContent.trim()) block.remove();
  return holder.innerHTML.normalize("NFC");
}
