// Saving while people write. Nothing is "saved" before the server said so, and what could not be
// sent stays on this machine (one entry a field) until it was.

const LOST = "Chưa lưu được vì mất mạng. Nội dung vẫn còn trên máy này; sẽ tự gửi lại.";
const BUSY = "Máy chủ đang bận, chưa lưu được. Nội dung vẫn còn trên máy này; sẽ tự gửi lại.";
const SIGNED_OUT =
  "Phiên làm việc đã hết. Nội dung vẫn còn trên máy này; hãy đăng nhập lại (ở một thẻ khác cũng được), nội dung sẽ tự gửi.";
const REFUSED = "Chưa lưu được. Nội dung vẫn còn trên máy này.";
const RETRIES = [1000, 2000, 4000, 8000, 15000, 30000];
const SLOW = 30000; // after the session ended: until somebody signs in again
const MOST_KEPT_ALIVE = 60000; // a browser sends no more after the page is gone

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

/** The server said no; `status`, and `data` where it answered with JSON. */
export class Refused extends Error {
  constructor(status, message, data) {
    super(message || REFUSED);
    this.status = status;
    this.data = data;
  }
}

/** No answer came. */
export class Lost extends Error {}

/** Ask the server with the CSRF token; gives the JSON of the answer, or throws Refused or Lost. */
export async function send(url, { method = "POST", json, form, keepalive = false } = {}) {
  const headers = { "X-CSRFToken": meta("csrf-token"), "X-Caitien": "1", Accept: "application/json" };
  if (json !== undefined) headers["Content-Type"] = "application/json";
  const body = json !== undefined ? JSON.stringify(json) : form;
  const alive = keepalive && typeof body === "string" && body.length < MOST_KEPT_ALIVE / 3;
  let answer;
  try {
    answer = await fetch(url, { method, headers, body, keepalive: alive, credentials: "same-origin" });
  } catch {
    document.dispatchEvent(new CustomEvent("caitien:lost"));
    throw new Lost(LOST);
  }
  document.dispatchEvent(new CustomEvent("caitien:reached"));
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  const data = isJson ? await answer.json().catch(() => null) : null;
  if (answer.redirected && !isJson) throw new Refused(401, SIGNED_OUT, null); // the page to sign in
  if (!answer.ok) throw new Refused(answer.status, data?.message, data);
  return data;
}

// -- fields people are writing in ----------------------------------------------------------------
const composing = new WeakSet();
document.addEventListener("compositionstart", (event) => composing.add(event.target), true);
document.addEventListener("compositionend", (event) => composing.delete(event.target), true);

/** Whether somebody is writing in this field just now: it must not be redrawn. */
export const isBusy = (field) => composing.has(field) || document.activeElement === field;
/** Whether a word is half typed there (Telex, VNI). */
export const isComposing = (field) => composing.has(field);

/** Put a value into a field; where somebody is writing it waits, and is dropped if they changed it. */
export function setValue(field, value) {
  if (!isBusy(field)) {
    field.value = value;
    return;
  }
  const before = field.value;
  field.addEventListener("blur", () => { if (field.value === before) field.value = value; }, { once: true });
}

/** 14:03, of a moment as the server writes it (or already so), else of now. */
export function clock(at) {
  if (/^\d\d:\d\d$/.test(at ?? "")) return at;
  const when = at ? new Date(at) : new Date();
  return [when.getHours(), when.getMinutes()].map((each) => String(each).padStart(2, "0")).join(":");
}

/**
 * Saves fields, whether of one record (the review desk) or of many rows (the plan).
 *
 * new Saver({ url, key, status, wait, each, quiet, send, onSaved, onConflict, onRefused, onRestore })
 *   url        where changes go: POST {"fields": {name: {value, base}}}; the server answers
 *              {"at": "14:03", "saved": {name: value}} or 409 {"message", "fields": {name: {mine, theirs}}}
 *   key        the record, e.g. "ke-hoach/<key>"; unsent values are kept under user + key + name
 *   status     element of the one state line (class save-state); a span in it holds the words and a
 *              [data-retry] button sends again; also told by the event "save-state"
 *   wait       milliseconds of quiet before sending (900)
 *   each       one field a request, in the order they were changed
 *   quiet      a conflict is shown elsewhere: the state line only counts
 *   send       async (fields, keepalive, entries) => answer, instead of url
 *   onSaved    (answer, names); onConflict (data, sent, entries); onRefused (entries, words)
 *
 * What waits is an entry { name, value, base, stuck, … }: `base` is what the server had when writing
 * began, `stuck` is "conflict" or "refused" until a person decides. At most one request is under way.
 */
export class Saver {
  constructor(options) {
    this.options = { wait: 900, ...options };
    this.prefix = `caitien:${meta("caitien-user") || "0"}:${options.key}:`;
    this.base = new Map();
    this.entries = new Map();
    this.flying = null;
    this.running = null;
    this.failures = 0;
    this.timer = 0;
    this.why = "";
    this.lasting = this.mayStore();
    this.away = () => { if (document.visibilityState === "hidden") this.flush(true); };
    this.gone = () => this.flush(true);
    this.back = () => { this.failures = 0; this.flush(); };
    this.warn = (event) => { if (this.entries.size && !this.lasting) event.preventDefault(); };
    document.addEventListener("visibilitychange", this.away);
    window.addEventListener("pagehide", this.gone);
    window.addEventListener("online", this.back);
    window.addEventListener("beforeunload", this.warn);
  }

  /** Follow every field with data-save="name" inside root, now and later; then what was unsent. */
  watch(root) {
    for (const field of root.querySelectorAll("[data-save]")) this.base.set(field.dataset.save, field.value);
    const note = (event) => {
      const field = event.target.closest?.("[data-save]");
      if (!field || composing.has(field)) return;
      this.change(field.dataset.save, field.value);
    };
    root.addEventListener("input", note);
    root.addEventListener("change", note);
    root.addEventListener("compositionend", (event) => queueMicrotask(() => note(event)));
    this.restore((name, value) => {
      const field = [...root.querySelectorAll("[data-save]")].find((each) => each.dataset.save === name);
      if (field) setValue(field, value);
    });
    return this;
  }

  /** The server's value of a field, where it is not read from the page. */
  knows(name, value) { this.base.set(name, value); }

  /** A field was changed: keep it here at once, send it after a while. `more` goes with its entry. */
  change(name, value, { base, ...more } = {}) {
    const entry = this.entries.get(name) ?? { name, base: base ?? this.base.get(name) ?? "" };
    Object.assign(entry, more, { value, stuck: "", touched: performance.now() });
    if (value === entry.base && !this.flying?.has(name)) {
      this.drop(name);
      return;
    }
    this.keep(entry);
    this.report();
    this.later(this.options.wait);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), wait);
  }

  /** Send now all that waits; resolves when all of it has been tried. */
  flush(keepalive = false) {
    this.urgent = true;
    this.keepalive = keepalive;
    return this.start();
  }

  start() {
    clearTimeout(this.timer);
    this.running ||= this.run().finally(() => {
      this.running = null;
      this.urgent = this.keepalive = false;
    });
    return this.running;
  }

  /** What is to be sent next. In the middle of a word nothing is, unless it is asked for. */
  next() {
    const rested = performance.now() - this.options.wait + 20;
    const ready = [...this.entries.values()].filter(
      (entry) => !entry.stuck && (this.urgent || !(entry.touched > rested)),
    );
    return this.options.each ? ready.slice(0, 1) : ready;
  }

  async run() {
    let at = null;
    for (let batch = this.next(); batch.length; batch = this.next()) {
      const sent = (this.flying = new Map(batch.map((entry) => [entry.name, entry.value])));
      this.tell("saving", "Đang lưu…");
      try {
        const answer = await this.deliver(batch);
        this.flying = null;
        this.failures = 0;
        this.settle(batch, sent, answer);
        at = clock(answer?.at);
      } catch (error) {
        this.flying = null;
        if (!this.fail(error, batch, sent)) return;
      }
    }
    this.report(at);
    if ([...this.entries.values()].some((entry) => !entry.stuck)) this.later(this.options.wait);
  }

  /** What goes to the server of each field: its value, and what it was when writing began. */
  plain(batch) {
    return Object.fromEntries(batch.map(({ name, value, base }) => [name, { value, base }]));
  }

  deliver(batch) {
    const fields = this.plain(batch);
    if (this.options.send) return this.options.send(fields, this.keepalive, batch);
    return send(this.options.url, { json: { fields }, keepalive: this.keepalive });
  }

  settle(batch, sent, answer) {
    for (const entry of batch) {
      const value = sent.get(entry.name);
      const stored = answer?.saved?.[entry.name] ?? value;
      this.base.set(entry.name, stored);
      if (!this.entries.has(entry.name)) continue;
      if (entry.value === value) this.forget(entry.name);
      else this.keep(Object.assign(entry, { base: stored, maybe: undefined }));
    }
    this.options.onSaved?.(answer, [...sent.keys()]);
  }

  /** Whether to go on with what else waits. */
  fail(error, batch, sent) {
    const status = error instanceof Refused ? error.status : 0;
    if (status === 409 && this.isOwn(error.data)) return true;
    if (status && status < 500 && status !== 429 && status !== 401) {
      for (const entry of batch) entry.stuck = status === 409 ? "conflict" : "refused";
      this.why = status === 409 && this.options.quiet ? "" : error.message;
      if (status === 409) this.options.onConflict?.(error.data, this.plain(batch), batch);
      else this.options.onRefused?.(batch, error.message);
      return true;
    }
    // it may have been stored and only the answer lost: remember what was sent
    for (const entry of batch) {
      if (this.entries.has(entry.name)) this.keep(Object.assign(entry, { maybe: sent.get(entry.name) }));
    }
    const pause = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
    this.failures += 1;
    this.tell("waiting", status === 401 ? SIGNED_OUT : status ? BUSY : LOST);
    this.later(status === 401 ? SLOW : pause);
    return false;
  }

  /** A "conflict" with our own earlier words, whose answer was lost, is none: send again, knowing them. */
  isOwn(data) {
    const told = Object.entries(data?.fields ?? {});
    const own = ([name, { theirs }]) => this.entries.has(name) && this.entries.get(name).maybe === theirs;
    if (!told.length || !told.every(own)) return false;
    for (const [name, { theirs }] of told) {
      this.base.set(name, theirs);
      this.keep(Object.assign(this.entries.get(name), { base: theirs, maybe: undefined, touched: 0 }));
    }
    return true;
  }

  /** After a conflict: send this value, now knowing the other one. */
  resolve(name, value, theirs) {
    this.base.set(name, theirs);
    if (value === theirs) this.drop(name);
    else this.keep({ ...this.entries.get(name), name, value, base: theirs, stuck: "", maybe: undefined });
    return this.flush();
  }

  /** Give a waiting change up (the person chose so, or wrote back what was there). */
  drop(name) {
    this.forget(name);
    if (this.entries.size) this.report();
    else if (!this.flying) this.tell("idle", "");
  }

  /** Ask again for what was refused or waits; gives the first that was stuck. */
  retry() {
    const stuck = [...this.entries.values()].filter((entry) => entry.stuck);
    for (const entry of stuck) entry.stuck = "";
    this.flush();
    return stuck[0];
  }

  /** Values that were left unsent on this machine; `put(name, value, entry)` shows each, then they are sent. */
  restore(put) {
    let found = 0;
    for (const full of this.stored()) {
      const entry = this.read(full);
      if (!entry) continue;
      const name = full.slice(this.prefix.length);
      if (entry.value === this.base.get(name)) { this.forget(name); continue; }
      this.entries.set(name, { ...entry, name, stuck: "" });
      put(name, entry.value, this.entries.get(name));
      found += 1;
    }
    if (found) {
      this.options.onRestore?.(found);
      this.report();
      this.later(0);
    }
    return found;
  }

  /** Whether anything waits to be sent. */
  get pending() { return this.entries.size > 0; }

  keep(entry) {
    this.entries.set(entry.name, entry);
    const { name, stuck, touched, undo, ...kept } = entry;
    try { localStorage.setItem(this.prefix + name, JSON.stringify(kept)); } catch { this.lasting = false; }
  }

  forget(name) {
    this.entries.delete(name);
    try { localStorage.removeItem(this.prefix + name); } catch { /* nothing kept */ }
  }

  mayStore() {
    try {
      localStorage.setItem("caitien:?", "1");
      localStorage.removeItem("caitien:?");
      return true;
    } catch { return false; }
  }

  stored() {
    try { return Object.keys(localStorage).filter((each) => each.startsWith(this.prefix)); } catch { return []; }
  }

  read(full) {
    try {
      const entry = JSON.parse(localStorage.getItem(full));
      return entry && typeof entry === "object" && "value" in entry ? entry : null;
    } catch { return null; }
  }

  /** The state line as things are; `at` is when something was stored just now. */
  report(at = null) {
    const stuck = [...this.entries.values()].filter((entry) => entry.stuck).length;
    const open = this.entries.size - stuck;
    if (open) this.tell("unsaved", `Chưa lưu ${open} chỗ`);
    else if (stuck) this.tell("refused", (stuck === 1 && this.why) || `${stuck} chỗ cần thầy, cô quyết định`);
    else if (at) this.tell("saved", `Đã lưu lúc ${at}`);
  }

  tell(state, text) {
    const { status } = this.options;
    if (status) {
      status.dataset.state = state;
      const words = status.querySelector("span") ?? status;
      if (words.textContent !== text) words.textContent = text;
      const again = status.querySelector("[data-retry]");
      if (again) {
        again.hidden = state !== "waiting" && state !== "refused";
        again.textContent = state === "refused" ? "Xem" : "Gửi lại";
      }
    }
    document.dispatchEvent(new CustomEvent("save-state", { detail: { saver: this, state, text } }));
  }

  /** Stop listening. */
  close() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.away);
    window.removeEventListener("pagehide", this.gone);
    window.removeEventListener("online", this.back);
    window.removeEventListener("beforeunload", this.warn);
  }
}
