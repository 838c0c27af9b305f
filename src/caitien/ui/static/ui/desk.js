// The review desk: a value and its place on the page light up together; n and p go to the next and
// the previous doubt; what is written is saved by the Saver of app.js.

import { Refused, Saver, isComposing, say, send, setValue } from "./app.js";

const desk = document.querySelector("[data-desk]");
const SVG_PAD = 24;

const number = (count) => new Intl.NumberFormat("vi-VN").format(count);
const squash = (text) => text.normalize("NFC").replace(/\s+/g, "");

class Desk {
  constructor(root) {
    this.root = root;
    this.sheets = root.querySelector("[data-sheets]");
    this.left = root.dataset.left.trim().split(/\s+/).filter(Boolean);
    this.saver = new Saver({
      url: root.dataset.saveUrl,
      key: root.dataset.key,
      status: document.querySelector("[data-save-state]"),
      onSaved: (answer, names) => this.saved(answer, names),
      onConflict: (data, sent) => this.conflict(data, sent),
    }).watch(root);
    root.addEventListener("focusin", (event) => this.light(event.target, true));
    root.addEventListener("pointerover", (event) => this.light(event.target, false));
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("submit", (event) => this.submit(event), true);
    document.addEventListener("keydown", (event) => this.key(event));
    this.offerMends(root);
    this.arrive();
  }

  field(key) { return this.root.querySelector(`[data-field="${CSS.escape(key)}"]`); }

  input(key) { return this.root.querySelector(`[data-save="${CSS.escape(key)}"]`); }

  // -- light ---------------------------------------------------------------------------------------
  light(target, scroll) {
    const box = target.closest?.("[data-box]");
    const field = box ? this.field(box.dataset.box) : target.closest?.("[data-field]");
    if (!field) return;
    if (field === this.lit && !scroll) return;
    if (!box && !scroll && document.activeElement?.closest?.("[data-field]")) return;
    for (const each of this.root.querySelectorAll(".lit")) each.classList.remove("lit");
    this.lit = field;
    field.classList.add("lit");
    const spots = this.spots(field);
    for (const each of spots) each.classList.add("lit");
    if (scroll && spots.length) this.bring(spots[0]);
  }

  spots(field) {
    const boxes = [...this.root.querySelectorAll(`[data-box="${CSS.escape(field.dataset.field)}"]`)];
    if (boxes.length || !field.dataset.at) return boxes;
    const place = this.sheets.querySelector(`[data-place="${CSS.escape(field.dataset.at)}"]`);
    return place ? this.lines(place, field) : [];
  }

  /** A torn file: the lines that follow belong to the value as long as it holds their words. */
  lines(place, field) {
    const found = [place];
    if (!/^l\d+$/.test(field.dataset.at)) return found;
    let rest = squash(field.querySelector("[data-save]")?.value ?? "");
    let next = place;
    while (next && found.length < 60) {
      const words = squash(next.textContent);
      if (next !== place) {
        if (words && !rest.includes(words)) break;
        found.push(next);
      }
      rest = rest.replace(words, "");
      if (!rest) break;
      next = next.nextElementSibling;
    }
    return found;
  }

  bring(spot) {
    const paper = spot.closest("details");
    if (paper && !paper.open) return;
    const around = this.sheets.getBoundingClientRect();
    const box = spot.getBoundingClientRect();
    const high = box.top >= around.top + SVG_PAD && box.bottom <= around.bottom - SVG_PAD;
    const wide = box.left >= around.left && box.right <= around.right;
    if (high && wide) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = high ? 0 : box.top - around.top - around.height / 3;
    const left = wide ? 0 : box.left - around.left - Math.max(8, (around.width - box.width) / 2);
    this.sheets.scrollBy({ top, left, behavior: calm ? "auto" : "smooth" });
  }

  // -- doubts ----------------------------------------------------------------------------------------
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const writing = event.target.matches?.("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && writing && !isComposing(event.target)) { event.target.blur(); return; }
    if (writing || document.querySelector("dialog[open]")) return;
    if (event.key === "n" || event.key === "p") {
      event.preventDefault();
      this.step(event.key === "n" ? 1 : -1);
    }
  }

  /** To the next doubt after (before) the field that is lit. */
  step(way) {
    if (!this.left.length) { this.stepFinding(way); return; }
    const here = [...this.root.querySelectorAll("[data-field]")];
    const at = here.indexOf(this.lit);
    const later = way > 0 ? here.slice(at + 1) : here.slice(0, Math.max(at, 0)).reverse();
    const next = later.find((each) => this.left.includes(each.dataset.field));
    if (next) this.go(next);
    else this.elsewhere(here.map((each) => each.dataset.field), way);
  }

  /** No doubts are left: through what the check says. */
  stepFinding(way) {
    const all = [...this.root.querySelectorAll(".desk-finding:not(.finding-work)")];
    if (!all.length) { say("Không còn chỗ nào cần xem lại."); return; }
    const at = all.findIndex((each) => each.classList.contains("lit"));
    const next = all[(at + way + all.length) % all.length] ?? all[0];
    for (const each of all) each.classList.remove("lit");
    for (let up = next.closest("details"); up; up = up.parentElement?.closest("details")) up.open = true;
    next.classList.add("lit");
    const about = next.dataset.about && this.field(next.dataset.about);
    if (about) {
      this.light(about, true);
      next.classList.add("lit");
    }
    next.scrollIntoView({ block: "center" });
  }

  elsewhere(here, way) {
    const order = way > 0 ? this.left : [...this.left].reverse();
    const from = order.findLastIndex((key) => here.includes(key));
    const key = order.slice(from + 1)[0] ?? order[0];
    const field = this.field(key);
    if (field) this.go(field);
    else location.assign(this.root.dataset.jumpUrl + encodeURIComponent(key));
  }

  go(field) {
    for (let up = field.closest("details"); up; up = up.parentElement?.closest("details")) up.open = true;
    const input = field.querySelector("[data-save]");
    field.scrollIntoView({ block: "center" });
    input?.focus({ preventScroll: true });
  }

  arrive() {
    const field = location.hash.startsWith("#f-") && document.getElementById(location.hash.slice(1));
    if (field) { this.go(field); return; }
    if (this.root.dataset.plan === "0") return;
    for (const each of this.root.querySelectorAll("[data-field]")) {
      const [spot] = this.spots(each);
      if (spot) { this.bring(spot); return; }
    }
  }

  count(left) {
    this.left = left;
    const words = document.querySelector("[data-left-words]");
    words.textContent = left.length ? `còn ${number(left.length)} chỗ đọc chưa chắc` : "đã xem hết các chỗ chưa chắc";
    words.dataset.left = left.length ? "some" : "none";
    const plan = `${this.root.dataset.plan}/`;
    for (const each of this.root.querySelectorAll(".doubtful")) {
      if (each.dataset.field.startsWith(plan) && !left.includes(each.dataset.field)) this.trust(each);
    }
  }

  trust(field) {
    field.classList.remove("doubtful");
    const why = field.querySelector(".doubt-why");
    if (why?.contains(document.activeElement)) field.querySelector("[data-save]")?.focus();
    why?.remove();
  }

  click(event) {
    const target = event.target;
    if (target.closest("[data-next]")) { event.preventDefault(); this.step(1); }
    else if (target.closest("[data-previous]")) { event.preventDefault(); this.step(-1); }
    else if (target.closest("[data-seen]")) { event.preventDefault(); this.seen(target.closest("[data-seen]")); }
    else if (target.closest("[data-zoom]")) { event.preventDefault(); this.zoom(target.closest("[data-zoom]")); }
    else if (target.closest("[data-mend]")) this.mend(target.closest("[data-mend]"));
    else if (target.closest("[data-box]")) {
      const field = this.field(target.closest("[data-box]").dataset.box);
      if (field) this.go(field);
    }
  }

  zoom(button) {
    const on = this.sheets.classList.toggle("zoomed");
    button.setAttribute("aria-pressed", String(on));
    const lit = this.sheets.querySelector(".lit");
    if (lit) this.bring(lit);
  }

  submit(event) {
    if (!event.target.matches("[data-row]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.saver.flush();
  }

  async seen(button) {
    const form = new FormData();
    form.append("key", button.value);
    form.append("seen", "1");
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await send(this.root.dataset.seenUrl, { form });
      this.count(answer.left);
    } catch (error) {
      button.removeAttribute("aria-busy");
      say(error instanceof Refused ? error.message : "Chưa ghi được vì mất mạng. Hãy bấm lại khi có mạng.");
    }
  }

  // -- saving ----------------------------------------------------------------------------------------
  saved(answer, names) {
    for (const name of names) this.root.querySelector(`[data-conflict="${CSS.escape(name)}"]`)?.remove();
    for (const [name, value] of Object.entries(answer?.saved ?? {})) {
      const field = this.input(name);
      if (field && field.value !== value && !this.saver.pending) setValue(field, value);
    }
    if (answer?.left) this.count(answer.left);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), 1200);
  }

  /** What the check says now; only rows whose findings changed are sent. */
  async check() {
    const places = [...this.root.querySelectorAll("[data-findings]")];
    const has = places.map((place) => `${place.dataset.findings}:${place.dataset.mark}`).join(".");
    let answer;
    try {
      answer = await send(`${this.root.dataset.findingsUrl}&co=${encodeURIComponent(has)}`, { method: "GET" });
    } catch {
      return;
    }
    for (const place of places) {
      const fresh = answer.cards[place.dataset.findings];
      if (!fresh || place.contains(document.activeElement)) continue;
      place.innerHTML = fresh.html;
      place.dataset.mark = fresh.mark;
      this.offerMends(place);
    }
    const counts = this.root.querySelectorAll("[data-counts] b");
    ["error", "warning", "info"].forEach((level, index) => { if (counts[index]) counts[index].textContent = answer.counts[level]; });
  }

  conflict(data, sent) {
    for (const name of Object.keys(data?.saved ?? {})) {
      this.saver.knows(name, data.saved[name]);
      this.saver.drop(name);
    }
    for (const [name, both] of Object.entries(data?.fields ?? {})) this.offer(name, both, sent[name]);
  }

  /** Both versions and three choices; nothing is thrown away before one is made. */
  offer(name, both) {
    const field = this.field(name);
    const input = this.input(name);
    if (!field || !input) return;
    this.root.querySelector(`[data-conflict="${CSS.escape(name)}"]`)?.remove();
    const card = document.createElement("div");
    card.className = "note note-soon desk-conflict";
    card.dataset.conflict = name;
    card.setAttribute("role", "alert");
    const words = document.createElement("div");
    const told = document.createElement("p");
    told.textContent = "Có người vừa sửa chỗ này. Bản của họ:";
    const theirs = document.createElement("p");
    theirs.className = "conflict-text";
    theirs.textContent = both.theirs || "(để trống)";
    const buttons = document.createElement("div");
    buttons.className = "buttons";
    const choose = (text, value) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-small";
      button.textContent = text;
      button.addEventListener("click", () => {
        const chosen = value();
        input.value = chosen;
        card.remove();
        this.saver.resolve(name, chosen, both.theirs);
        input.focus();
      });
      buttons.append(button);
    };
    choose("Ghi bản của tôi", () => input.value);
    choose("Lấy bản của họ", () => both.theirs);
    choose("Ghép cả hai", () => `${both.theirs}\n${input.value}`);
    words.append(told, theirs, buttons);
    card.append(words);
    field.append(card);
  }

  // -- mends -----------------------------------------------------------------------------------------
  /** A mend is offered where its words stand in exactly one field of the row. */
  offerMends(root) {
    for (const button of root.querySelectorAll("[data-mend]")) {
      const fields = this.holders(button);
      button.hidden = fields.length !== 1 || fields[0].readOnly;
    }
  }

  holders(button) {
    const about = button.closest("[data-about]")?.dataset.about;
    const one = about && this.input(about);
    const all = one ? [one] : [...(button.closest(".desk-card")?.querySelectorAll("[data-save]") ?? [])];
    return all.filter((each) => each.value.includes(button.dataset.mend));
  }

  mend(button) {
    const [input] = this.holders(button);
    if (!input) { say("Chỗ này vừa được sửa nên không còn chữ ấy."); return; }
    input.value = input.value.split(button.dataset.mend).join(button.dataset.into);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    button.hidden = true;
    input.focus();
  }
}

if (desk) new Desk(desk);
