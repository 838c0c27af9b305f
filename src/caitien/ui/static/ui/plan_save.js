// Saving field by field. Nothing is called saved before the server said so; what has not been
// sent stays in this browser and is sent again, after a reload too.

const WAIT = 800;
const RETRY = [3000, 6000, 12000, 30000];
const WORDS = {
  offline: "Chưa lưu được vì mất mạng. Nội dung vẫn còn trên máy này; sẽ tự gửi lại.",
  busy: "Máy chủ chưa nhận được. Nội dung vẫn còn trên máy này; sẽ tự gửi lại.",
  session:
    "Phiên làm việc đã hết. Nội dung vẫn còn trên máy này: hãy đăng nhập ở một thẻ khác rồi bấm “Gửi lại”.",
};

export class Refusal extends Error {
  constructor(status, body) {
    super(body.message || "Máy chủ không nhận việc này. Nội dung thầy, cô vừa nhập vẫn còn ở đây.");
    this.status = status;
    this.body = body;
  }
}

/** POST JSON; resolves to the answer, throws Refusal (4xx), or an Error where nothing arrived. */
export async function post(url, body, token) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, "X-Caitien": "1" },
    body: JSON.stringify(body),
    credentials: "same-origin",
  });
  const kind = answer.headers.get("Content-Type") || "";
  const json = kind.includes("json") ? await answer.json() : {};
  if (answer.status >= 500) throw Object.assign(new Error(WORDS.busy), { busy: true });
  if (!answer.ok || answer.redirected) {
    const status = answer.redirected ? 401 : answer.status;
    throw new Refusal(status, status === 401 ? { message: WORDS.session } : json);
  }
  return json;
}

export const clock = (iso) => {
  const when = iso ? new Date(iso) : new Date();
  return `${String(when.getHours()).padStart(2, "0")}:${String(when.getMinutes()).padStart(2, "0")}`;
};

export class Saver {
  /** `on`: state(word, text), saved(entry, answer), conflict(entry, answer), refused(entry, why) */
  constructor(url, prefix, token, on) {
    Object.assign(this, { url, prefix, token, on });
    this.entries = new Map();
    this.timer = 0;
    this.tries = 0;
    this.sending = null;
    this.running = null;
    addEventListener("online", () => this.flush());
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    addEventListener("beforeunload", (event) => {
      if (this.entries.size && !this.stored) event.preventDefault();
    });
    try {
      localStorage.setItem(`${prefix}?`, "1");
      localStorage.removeItem(`${prefix}?`);
      this.stored = true;
    } catch {
      this.stored = false;
    }
  }

  key(kind, uid, field) {
    return `${kind}|${uid}|${field}`;
  }

  get(kind, uid, field) {
    return this.entries.get(this.key(kind, uid, field));
  }

  /** A person typed `value` where the server last had `base`; `undo`: took back what they typed. */
  set(kind, uid, field, base, value, undo = false) {
    const key = this.key(kind, uid, field);
    const entry = this.entries.get(key) || { kind, uid, field, base };
    entry.value = value;
    entry.stuck = "";
    entry.undo = undo;
    if (value === entry.base && entry !== this.sending) {
      this.drop(entry);
      if (!this.entries.size) this.on.state("", "");
    } else {
      this.entries.set(key, entry);
      this.keep(entry);
    }
    this.tell();
    this.later(WAIT);
  }

  keep(entry) {
    if (!this.stored) return;
    const { kind, uid, field, base, value } = entry;
    try {
      const text = JSON.stringify({ kind, uid, field, base, value });
      localStorage.setItem(this.prefix + this.key(kind, uid, field), text);
    } catch {
      this.stored = false;
    }
  }

  drop(entry) {
    const key = this.key(entry.kind, entry.uid, entry.field);
    this.entries.delete(key);
    if (this.stored) localStorage.removeItem(this.prefix + key);
  }

  /** What an earlier visit left unsent. */
  restore() {
    if (!this.stored) return [];
    const found = [];
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(this.prefix)) continue;
      try {
        const entry = JSON.parse(localStorage.getItem(name));
        this.entries.set(this.key(entry.kind, entry.uid, entry.field), entry);
        found.push(entry);
      } catch {
        localStorage.removeItem(name);
      }
    }
    if (found.length) this.later(50);
    this.tell();
    return found;
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  waiting() {
    return [...this.entries.values()].filter((entry) => !entry.stuck);
  }

  tell(word, text) {
    if (word) return this.on.state(word, text);
    const stuck = [...this.entries.values()].filter((entry) => entry.stuck).length;
    const open = this.entries.size - stuck;
    if (open) this.on.state("dirty", `Chưa lưu ${open} chỗ`);
    else if (stuck) this.on.state("stuck", `${stuck} chỗ cần thầy, cô quyết định`);
    return undefined;
  }

  /** Send everything that waits, one after another; settles when all has been tried. */
  flush() {
    clearTimeout(this.timer);
    this.running ||= this.run().finally(() => (this.running = null));
    return this.running;
  }

  async run() {
    let saved = "";
    for (let next = this.waiting()[0]; next; next = this.waiting()[0]) {
      this.sending = next;
      this.tell("sending", "Đang lưu…");
      const result = await this.send(next);
      this.sending = null;
      if (result === "wait") return;
      if (result) saved = result;
    }
    if (saved && !this.entries.size) this.tell("saved", `Đã lưu ${clock(saved)}`);
    else this.tell();
  }

  async send(entry) {
    const { kind, uid, field, base, value } = entry;
    try {
      const answer = await post(this.url, { kind, uid, field, base, value }, this.token);
      this.tries = 0;
      if (entry.value === value) this.drop(entry);
      else this.keep(Object.assign(entry, { base: answer.value }));
      this.on.saved({ ...entry, sent: value }, answer);
      return answer.saved_at;
    } catch (error) {
      return this.failed(entry, error);
    }
  }

  failed(entry, error) {
    if (error instanceof Refusal && error.status === 409) {
      entry.stuck = "conflict";
      this.on.conflict(entry, error.body);
      return "";
    }
    if (error instanceof Refusal && error.status !== 401 && error.status !== 429) {
      entry.stuck = "refused";
      this.on.refused(entry, error.message);
      return "";
    }
    const words = error instanceof Refusal || error.busy ? error.message : WORDS.offline;
    this.tell(error.status === 401 ? "session" : "offline", words);
    this.timer = setTimeout(() => this.flush(), RETRY[Math.min(this.tries++, RETRY.length - 1)]);
    return "wait";
  }

  /** The person chose after a conflict: `theirs` is the new base. */
  decide(entry, theirs, value) {
    this.drop(entry);
    entry.stuck = "";
    if (value !== theirs) this.set(entry.kind, entry.uid, entry.field, theirs, value);
    else this.tell("saved", "Đã giữ bản kia");
  }
}
