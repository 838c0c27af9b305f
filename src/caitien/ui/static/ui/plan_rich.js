// Sections as rich text: a small toolbar, clean paste, saved like every other field.
import { cleanHtml } from "./plan_clip.js";

const TOOLS = [
  ["bold", "B", "Đậm (Ctrl+B)"],
  ["italic", "I", "Nghiêng (Ctrl+I)"],
  ["underline", "U", "Gạch chân (Ctrl+U)"],
  ["insertUnorderedList", "•", "Danh sách"],
  ["insertOrderedList", "1.", "Danh sách đánh số"],
];

/** `styles`: whether bold, italic and underlined words are kept. */
function toolbar(box, styles) {
  const bar = document.createElement("div");
  bar.className = "tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Định dạng");
  for (const [command, sign, words] of styles ? TOOLS : TOOLS.slice(3)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `tool tool-${command}`;
    button.textContent = sign;
    button.title = words;
    button.setAttribute("aria-label", words);
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
    this.bar = toolbar(this.box, this.box.hasAttribute("data-styles"));
    this.box.before(this.bar);
    try {
      document.execCommand("defaultParagraphSeparator", false, "p");
    } catch {
      // an older browser keeps its own habit; the server puts it right
    }
    this.box.addEventListener("compositionstart", () => (this.busy = true));
    this.box.addEventListener("compositionend", () => {
      this.busy = false;
      this.changed();
    });
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("beforeinput", (event) => {
      // what would not be kept is not shown for a moment either
      const format = /^format(Bold|Italic|Underline)$/.test(event.inputType);
      if (format && !this.box.hasAttribute("data-styles")) event.preventDefault();
    });
    this.box.addEventListener("paste", (event) => this.onPaste(event));
    this.box.addEventListener("focus", () => section.classList.add("writing"));
    this.box.addEventListener("blur", () => {
      section.classList.remove("writing");
      this.settle();
      this.app.saver.flush();
    });
  }

  changed() {
    if (this.busy) return;
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
