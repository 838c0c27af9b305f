// Saving while people write. Nothing is "saved" before the server said so, and what could not be
// sent stays on this machine (one entry a field) until it was.

const LOST = "Chưa lưu được vì mất mạng. Nội dung vẫn còn trên máy này; sẽ tự gửi lại.";
const BUSY = "Máy chủ đang bận, chưa lưu được. Nội dung vẫn còn trên máy này; sẽ tự gửi lại.";
const SIGNED_OUT =
  "Phiên làm việc đã hết. Nội dung vẫn còn trên máy này; đăng nhập lại rồi mở trang này, nội dung sẽ tự gửi.";
const REFUSED = "Chưa lưu được. Nội dung vẫn còn trên máy này.";
const RETRIES = [1000, 2000, 4000, 8000, 15000, 30000];

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
  let answer;
  try {
    answer = await fetch(url, { method, headers, body, keepalive, credentials: "same-origin" });
  } catch {
    document.dispatchEvent(new CustomEvent("caitien:lost"));
    throw new Lost(LOST);
  }
  document.dispatchEvent(new CustomEvent("caitien:reached"));
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  const data = isJson ? await answer.json().catch(() => null) : null;
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

const clock = (at) => at ?? new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date());

/**
 * Saves the fields of one record.
 *
 * new Saver({ url, key, status, wait, send, onSaved, onConflict, onRestore })
 *   url      where changes go: POST {"fields": {name: {value, base}}}; the server answers
 *            {"at": "14:03", "saved": {name: value}} or 409 {"message", "fields": {name: {mine, theirs}}}
 *   key      the record, e.g. "ke-hoach/<key>"; unsent values are kept under user + key + field
 *   status   element that tells the state (class save-state); also told by the event "save-state"
 *   wait     milliseconds of quiet before sending (900)
 *   send     async (fields, keepalive) => answer, instead of url
 */
export class Saver {
  constructor(options) {
    this.options = { wait: 900, ...options };
    this.prefix = `caitien:${meta("caitien-user") || "0"}:${options.key}:`;
    this.base = new Map();
    this.waiting = new Map();
    this.held = new Set();
    this.flying = null;
    this.failures = 0;
    this.timer = 0;
    this.away = () => { if (document.visibilityState === "hidden") this.flush(true); };
    this.back = () => { this.failures = 0; this.flush(); };
    document.addEventListener("visibilitychange", this.away);
    window.addEventListener("online", this.back);
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

  /** A field was changed: keep it here at once, send it after a while. */
  change(name, value) {
    const known = this.waiting.get(name);
    const base = known ? known.base : (this.base.get(name) ?? "");
    if (value === base && !this.flying?.has(name)) {
      this.drop(name);
      return;
    }
    this.held.delete(name);
    this.keep(name, { ...known, value, base });
    this.tell("unsaved", "Chưa lưu");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), this.options.wait);
  }

  /** Send now what waits (one request at a time). Resolves when the answer is in. */
  async flush(keepalive = false) {
    clearTimeout(this.timer);
    const names = [...this.waiting.keys()].filter((name) => !this.held.has(name));
    if (this.flying || !names.length) return;
    const sent = (this.flying = new Map(names.map((name) => [name, this.waiting.get(name)])));
    this.tell("saving", "Đang lưu…");
    try {
      const answer = await this.deliver(this.plain(sent), keepalive);
      this.flying = null;
      this.failures = 0;
      this.settle(sent, answer);
    } catch (error) {
      this.flying = null;
      this.fail(error, sent);
    }
  }

  /** What goes to the server of each field: its value, and what it was when writing began. */
  plain(sent) {
    return Object.fromEntries([...sent].map(([name, { value, base }]) => [name, { value, base }]));
  }

  deliver(fields, keepalive) {
    if (this.options.send) return this.options.send(fields, keepalive);
    return send(this.options.url, { json: { fields }, keepalive });
  }

  settle(sent, answer) {
    for (const [name, { value }] of sent) {
      const stored = answer?.saved?.[name] ?? value;
      this.base.set(name, stored);
      const now = this.waiting.get(name);
      if (now && now.value !== value) this.keep(name, { value: now.value, base: stored });
      else this.forget(name);
    }
    this.options.onSaved?.(answer, [...sent.keys()]);
    const more = [...this.waiting.keys()].some((name) => !this.held.has(name));
    if (more) this.timer = setTimeout(() => this.flush(), this.options.wait);
    else if (!this.waiting.size) this.tell("saved", `Đã lưu ${clock(answer?.at)}`);
  }

  fail(error, sent) {
    const status = error instanceof Refused ? error.status : 0;
    if (status && status < 500 && status !== 429) {
      for (const name of sent.keys()) this.held.add(name);
      if (status === 409 && this.isOwn(error.data)) return;
      if (status === 409) this.options.onConflict?.(error.data, this.plain(sent));
      this.tell("refused", status === 401 ? SIGNED_OUT : error.message);
      return;
    }
    // it may have been stored and only the answer lost: remember what was sent
    for (const [name, { value }] of sent) {
      const now = this.waiting.get(name);
      if (now) this.keep(name, { ...now, maybe: value });
    }
    const pause = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
    this.failures += 1;
    this.tell("waiting", status ? BUSY : LOST);
    this.timer = setTimeout(() => this.flush(), pause);
  }

  /** A "conflict" with our own earlier words, whose answer was lost, is none: send again, knowing them. */
  isOwn(data) {
    const told = Object.entries(data?.fields ?? {});
    const own = told.every(([name, { theirs }]) => this.waiting.has(name) && this.waiting.get(name).maybe === theirs);
    if (!told.length || !own) return false;
    for (const [name, { theirs }] of told) {
      this.base.set(name, theirs);
      this.keep(name, { value: this.waiting.get(name).value, base: theirs });
    }
    this.held.clear();
    this.timer = setTimeout(() => this.flush(), 0);
    return true;
  }

  /** After a conflict: send this value, now knowing the other one. */
  resolve(name, value, theirs) {
    this.held.delete(name);
    this.base.set(name, theirs);
    if (value === theirs) this.drop(name);
    else this.keep(name, { value, base: theirs });
    return this.flush();
  }

  /** Give a waiting change up (the person chose so, or wrote back what was there). */
  drop(name) {
    this.forget(name);
    this.held.delete(name);
    if (!this.waiting.size && !this.flying) this.tell("idle", "");
  }

  /** Values that were left unsent on this machine; `put(name, value)` shows each, then they are sent. */
  restore(put) {
    let found = 0;
    for (const full of this.stored()) {
      const entry = this.read(full);
      if (!entry) continue;
      const name = full.slice(this.prefix.length);
      if (entry.value === this.base.get(name)) { this.forget(name); continue; }
      this.waiting.set(name, entry);
      put(name, entry.value);
      found += 1;
    }
    if (found) {
      this.options.onRestore?.(found);
      this.timer = setTimeout(() => this.flush(), 0);
    }
    return found;
  }

  /** Whether anything waits to be sent. */
  get pending() { return this.waiting.size > 0; }

  keep(name, entry) {
    this.waiting.set(name, entry);
    try { localStorage.setItem(this.prefix + name, JSON.stringify(entry)); } catch { /* full or closed: still in memory */ }
  }

  forget(name) {
    this.waiting.delete(name);
    try { localStorage.removeItem(this.prefix + name); } catch { /* nothing kept */ }
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

  tell(state, text) {
    const { status } = this.options;
    if (status) {
      status.dataset.state = state;
      if (status.textContent !== text) status.textContent = text;
    }
    document.dispatchEvent(new CustomEvent("save-state", { detail: { saver: this, state, text } }));
  }

  /** Stop listening. */
  close() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.away);
    window.removeEventListener("online", this.back);
  }
}
