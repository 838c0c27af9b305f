// Findings: wavy underlines in read text, cards in the margin, keys to go from one to the next.

const phone = matchMedia("(max-width: 700px)");

export class Findings {
  constructor(app) {
    this.app = app;
    this.drawer = document.querySelector("#findings");
    this.list = this.drawer?.querySelector("[data-cards]");
    this.counts = document.querySelector("[data-counts]");
    this.items = [];
    this.at = -1;
    this.timer = 0;
    if (!this.drawer) return;
    document.addEventListener("click", (event) => this.onClick(event));
    document.addEventListener("submit", (event) => this.onSubmit(event));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.drawer.contains(event.target)) {
        this.show(false);
        document.querySelector("[data-findings-toggle]")?.focus();
      }
      if (event.key !== "F8" || event.isComposing) return;
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    });
    phone.addEventListener("change", () => this.place());
    this.load();
  }

  later() {
    if (!this.drawer) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), 1500);
  }

  async load() {
    const answer = await fetch(`${this.app.base}xem-lai/?khung=1`, {
      headers: { "X-Caitien": "1" },
    }).catch(() => null);
    if (!answer?.ok) return;
    const { counts, cards, items } = await answer.json();
    if (this.list.contains(document.activeElement)) return this.later(); // someone writes a reason
    const open = this.items[this.at]?.id;
    this.items = items;
    this.at = items.findIndex((item) => item.id === open);
    this.counts.innerHTML = counts;
    for (const old of document.querySelectorAll("td.under")) old.remove();
    this.list.innerHTML = cards;
    this.markAll();
    this.place();
    this.light();
  }

  card(item) {
    return document.getElementById(`xet-${item.id}`);
  }

  cell(item) {
    const row = document.getElementById(`dong-${item.uid}`);
    return row?.querySelector(`[data-f="${item.field}"]`) || row;
  }

  markAll() {
    for (const view of document.querySelectorAll(".v")) this.mark(view.closest("[data-f]"));
    this.highlight();
  }

  /** In sections, where one writes in the text itself, underline without touching it. */
  highlight() {
    if (!globalThis.CSS?.highlights) return;
    const ranges = { error: [], warning: [], info: [] };
    for (const item of this.items) {
      const box = document.querySelector(`section[data-uid="${item.uid}"] [data-f="${item.field}"]`);
      if (!box || !item.excerpt) continue;
      const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.data.indexOf(item.excerpt);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + item.excerpt.length);
        ranges[item.severity]?.push(range);
        break;
      }
    }
    for (const [kind, found] of Object.entries(ranges)) {
      CSS.highlights.set(`found-${kind}`, new Highlight(...found));
    }
  }

  /** Underline in one cell what its findings are about; only while it is read text. */
  mark(cell) {
    const view = cell?.querySelector(".v");
    if (!view || cell.classList.contains("open")) return;
    const uid = cell.closest("[data-uid]").dataset.uid;
    const mine = this.items.filter((item) => item.uid === uid && item.field === cell.dataset.f);
    cell.classList.toggle("has-find", mine.length > 0);
    const text = view.textContent;
    const spots = [];
    for (const item of mine) {
      if (!item.excerpt) continue;
      const there = text.startsWith(item.excerpt, item.offset ?? -1);
      const start = there ? item.offset : text.indexOf(item.excerpt);
      if (start >= 0) spots.push({ start, end: start + item.excerpt.length, item });
    }
    spots.sort((one, other) => one.start - other.start);
    const parts = [];
    let done = 0;
    for (const { start, end, item } of spots) {
      if (start < done) continue;
      const mark = document.createElement("mark");
      mark.className = `wave ${item.severity}`;
      mark.dataset.id = item.id;
      mark.textContent = text.slice(start, end);
      parts.push(text.slice(done, start), mark);
      done = end;
    }
    if (parts.length || view.querySelector("mark")) view.replaceChildren(...parts, text.slice(done));
  }

  /** On a phone a card stands under its row; else in the margin. */
  place() {
    this.drawer.hidden = !phone.matches && !document.body.classList.contains("with-findings");
    for (const item of this.items) {
      const card = this.card(item);
      const row = document.getElementById(`dong-${item.uid}`);
      if (!card) continue;
      if (!phone.matches || row?.tagName !== "TR") this.list.append(card);
      else {
        let under = row.querySelector("td.under ul");
        if (!under) {
          const holder = document.createElement("td");
          holder.className = "under";
          under = document.createElement("ul");
          under.className = "cards";
          holder.append(under);
          row.append(holder);
        }
        under.append(card);
      }
    }
    for (const empty of document.querySelectorAll("td.under")) {
      if (!empty.querySelector("li")) empty.remove();
    }
    if (!phone.matches) for (const old of document.querySelectorAll("td.under")) old.remove();
  }

  show(open) {
    this.drawer.hidden = !open && !phone.matches;
    if (phone.matches) return;
    document.body.classList.toggle("with-findings", open);
    const button = document.querySelector("[data-findings-toggle]");
    button?.setAttribute("aria-expanded", String(open));
  }

  light() {
    for (const old of document.querySelectorAll(".card-now")) old.classList.remove("card-now");
    const item = this.items[this.at];
    if (!item) return;
    this.card(item)?.classList.add("card-now");
    document.querySelector(`mark[data-id="${item.id}"]`)?.classList.add("card-now");
  }

  /** Go to a finding: its card and its words. */
  to(index, { focus = true } = {}) {
    this.at = index;
    const item = this.items[index];
    if (!item) return;
    this.app.closeCells();
    this.show(true);
    this.light();
    this.cell(item)?.scrollIntoView({ block: "center", inline: "center" });
    const card = this.card(item);
    card?.scrollIntoView({ block: "nearest" });
    if (focus) card?.focus({ preventScroll: true });
  }

  step(by) {
    if (!this.items.length) return;
    const from = this.at < 0 && by < 0 ? 0 : this.at;
    this.to((from + by + this.items.length) % this.items.length);
  }

  explain(mark) {
    const index = this.items.findIndex((item) => item.id === mark.dataset.id);
    if (index < 0 || this.drawer.hidden) return false;
    this.to(index, { focus: false });
    return false; // the cell opens too
  }

  onClick(event) {
    const button = event.target.closest("button, a");
    if (!button) return;
    if (button.matches("[data-findings-toggle]")) {
      this.show(this.drawer.hidden);
      if (phone.matches) this.step(1);
      else if (!this.drawer.hidden && this.at < 0) this.to(0);
    } else if (button.matches("[data-findings-close]")) this.show(false);
    else if (button.matches("[data-findings-step]")) this.step(Number(button.dataset.findingsStep));
    else if (button.matches("[data-go]")) {
      event.preventDefault();
      this.to(this.items.findIndex((item) => item.id === button.dataset.go));
    }
  }

  async onSubmit(event) {
    const form = event.target.closest("form[data-finding]");
    if (!form) return;
    event.preventDefault();
    const button = event.submitter;
    if (button) button.disabled = true;
    await this.app.saver.flush();
    const answer = await this.app.send(form.dataset.finding, Object.fromEntries(new FormData(form)));
    if (button) button.disabled = false;
    if (!answer) return;
    document.activeElement?.blur();
    this.app.sync(answer);
    await this.load();
    this.app.toast(answer.message);
    if (this.items.length && this.at < 0) this.at = 0;
  }
}
