// Sections as rich text: a small toolbar, clean paste, saved like every other field.
import { cleanHtml } from "./plan_clip.js";

const TOOLS = [
  ["bold", "B", "Đậm (Ctrl+B)"],
  ["italic", "I", "Nghiêng (Ctrl+I)"],
  ["underline", "U", "Gạch chân (Ctrl+U)"],
  ["insertUnorderedList", "•", "Danh sách"],
  ["insertOrderedList", "1.", "Danh sách đánh số"],
];

function toolbar(box) {
  const bar = document.createElement("div");
  bar.className = "tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Định dạng");
  for (const [command, sign, words] of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `tool tool-${command}`;
    button.textContent = sign;
    button.title = words;
    button.setAttribute("aria-label", words);
    button.dataset.command = command;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      box.focus();
      document.execCommand(command);
      box.dispatchEvent(new Event("input"));
    });
    bar.append(button);
  }
  return bar;
}

export class Rich {
  constructor(section, app) {
    this.app = app;
    this.section = section;
    this.box = section.querySelector("[data-rich]");
    this.kind = section.dataset.kind;
    this.uid = section.dataset.uid;
    this.field = this.box.dataset.f;
    this.base = this.box.innerHTML.trim();
    this.busy = false;
    this.box.contentEditable = "true";
    this.box.setAttribute("role", "textbox");
    this.box.setAttribute("aria-multiline", "true");
    this.box.setAttribute("aria-label", `Nội dung mục ${section.dataset.name}`);
    this.box.classList.add("editable");
    this.bar = toolbar(this.box);
    this.box.before(this.bar);
    try {
      document.execCommand("defaultParagraphSeparator", false, "p");
      document.execCommand("styleWithCSS", false, "false");
    } catch {
      // an older browser keeps its own habit; the server puts it right
    }
    this.box.addEventListener("compositionstart", () => (this.busy = true));
    this.box.addEventListener("compositionend", () => {
      this.busy = false;
      this.changed();
    });
    this.box.addEventListener("input", () => this.changed());
    document.addEventListener("selectionchange", () => this.pressed());
    this.box.addEventListener("keyup", () => this.pressed());
    this.box.addEventListener("paste", (event) => this.onPaste(event));
    this.box.addEventListener("focus", () => section.classList.add("writing"));
    this.box.addEventListener("blur", () => {
      section.classList.remove("writing");
      this.settle();
      this.app.saver.flush();
    });
  }

  /** The buttons show what the words at the cursor are. */
  pressed() {
    if (document.activeElement !== this.box) return;
    for (const button of this.bar.children) {
      button.setAttribute("aria-pressed", document.queryCommandState(button.dataset.command));
    }
  }

  changed() {
    if (this.busy) return;
    this.pressed();
    this.section.classList.add("dirty");
    this.app.saver.set(this.kind, this.uid, this.field, this.base, this.box.innerHTML.trim());
  }

  onPaste(event) {
    const html = event.clipboardData.getData("text/html");
    if (!html) return; // plain text: the browser's own way
    event.preventDefault();
    document.execCommand("insertHTML", false, cleanHtml(html));
    this.changed();
  }

  /** The server stored it: show its own form once nobody writes here. */
  saved(value) {
    this.base = value;
    this.next = value;
    this.settle();
  }

  settle() {
    if (document.activeElement === this.box || this.busy || this.next === undefined) return;
    if (this.app.saver.get(this.kind, this.uid, this.field)) return;
    if (this.box.innerHTML.trim() !== this.next) this.box.innerHTML = this.next;
    this.section.classList.remove("dirty");
    this.next = undefined;
  }

  /** Something unsent of an earlier visit, or the outcome of a conflict. */
  show(value) {
    if (document.activeElement !== this.box) this.box.innerHTML = cleanHtml(value);
    this.section.classList.add("dirty");
  }
}

/** Paragraphs of two versions by their words, with what is bold in them; and the tables of one. */
function paragraphsOf(html) {
  const page = new DOMParser().parseFromString(cleanHtml(html), "text/html");
  const found = new Map();
  const tables = [];
  for (const block of page.querySelectorAll("p, table")) {
    if (block.nodeName === "P" && !block.closest("table")) found.set(block.textContent.trim(), block);
    else if (block.nodeName === "TABLE") tables.push([found.size, block]);
  }
  return { found, tables };
}

/** Lines merged by hand as HTML: a line either version has keeps its look, my tables stay. */
export function mergedHtml(text, mine, theirs) {
  const [own, other] = [paragraphsOf(mine), paragraphsOf(theirs)];
  const holder = document.createElement("div");
  for (const line of text.split("\n").map((each) => each.trim())) {
    const known = own.found.get(line) || other.found.get(line);
    const p = known ? known.cloneNode(true) : document.createElement("p");
    if (!known) p.textContent = line;
    if (line) holder.append(document.importNode(p, true));
  }
  const lines = [...holder.children];
  for (const [at, table] of own.tables) {
    const copy = document.importNode(table, true);
    if (lines[at]) lines[at].before(copy);
    else holder.append(copy);
  }
  return holder.innerHTML;
}
