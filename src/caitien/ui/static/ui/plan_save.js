// Saving cells of a plan: the Saver of every page, with a name for each cell of each row.

import { Saver, send } from "./saver.js";

const nameOf = (kind, uid, field) => `${kind}|${uid}|${field}`;

/** The cell a name stands for. */
export function cellNamed(name) {
  const [kind, uid, ...field] = name.split("|");
  return { kind, uid, field: field.join("|") };
}

/** One cell to the server; a conflict tells the words of the other so that one's own are known. */
async function sendCell(url, { name, kind, uid, field, base, value }, keepalive) {
  try {
    const answer = await send(url, { json: { kind, uid, field, base, value }, keepalive });
    return { ...answer, at: answer.saved_at, saved: { [name]: answer.value } };
  } catch (error) {
    if (error.status === 409 && error.data && !error.data.gone) {
      error.data.fields = { [name]: { theirs: error.data.theirs } };
    }
    throw error;
  }
}

export class PlanSaver extends Saver {
  /** `on`: saved(cell, answer), conflict(entry, body), refused(entry, why) */
  constructor(url, key, status, on) {
    super({
      key,
      status,
      wait: 800,
      each: true,
      quiet: true,
      send: (fields, keepalive, [entry]) => sendCell(url, entry, keepalive),
      onSaved: (answer, [name]) => on.saved(cellNamed(name), answer),
      onConflict: (body, sent, [entry]) => on.conflict(entry, body),
      onRefused: ([entry], why) => on.refused(entry, why),
    });
  }

  get(kind, uid, field) {
    return this.entries.get(nameOf(kind, uid, field));
  }

  /** A person typed `value` where the server last had `base`; `undo`: took back what they typed. */
  set(kind, uid, field, base, value, undo = false) {
    this.change(nameOf(kind, uid, field), value, { base, kind, uid, field, undo });
  }

  /** The person chose after a conflict: `theirs` is the new base. */
  decide({ name, kind, uid, field }, theirs, value) {
    this.drop(name);
    if (value === theirs) this.tell("saved", "Đã giữ bản kia");
    else this.set(kind, uid, field, theirs, value);
  }
}
