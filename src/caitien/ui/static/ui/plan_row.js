// One row with all its fields, at the side of the table; and choosing people from the staff list.
import { dialog } from "./plan_dialogs.js";

const AGAIN = "Chưa gửi được vì mất mạng. Những gì đã điền vẫn còn ở đây; hãy thử lại.";

/** A search box beside a field of people: found on the server, chosen as chips. */
export function picker(field, url) {
  const many = field.hasAttribute("data-many");
  const name = field.dataset.name;
  const chosen = field.querySelector("[data-chosen]");
  const input = document.createElement("input");
  const list = document.createElement("ul");
  const id = `tim-${name}-${Math.random().toString(36).slice(2, 8)}`;
  let timer = 0;
  let asked = 0;
  Object.assign(input, { type: "text", autocomplete: "off", placeholder: "Gõ tên để tìm" });
  for (const [key, value] of Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": id,
    "aria-autocomplete": "list",
    "aria-label": `Tìm ${field.dataset.label}`,
  })) input.setAttribute(key, value);
  Object.assign(list, { id, className: "found", hidden: true });
  list.setAttribute("role", "listbox");
  field.querySelector("[data-plain]")?.remove();
  field.append(input, list);

  const options = () => [...list.querySelectorAll("[role=option]")];
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const chip = (value, text) => {
    if ([...chosen.querySelectorAll("input")].some((each) => each.value === value)) return;
    if (!many) chosen.replaceChildren();
    const item = document.createElement("span");
    const hidden = document.createElement("input");
    const drop = document.createElement("button");
    item.className = "person";
    Object.assign(hidden, { type: "hidden", name, value });
    Object.assign(drop, { type: "button", textContent: "×" });
    drop.setAttribute("data-drop", "");
    drop.setAttribute("aria-label", `Bỏ ${text}`);
    item.append(text, hidden, drop);
    chosen.append(item);
  };
  const choose = (option) => {
    chip(option.dataset.value, option.dataset.text);
    input.value = "";
    close();
    input.focus();
  };
  const look = async () => {
    const mine = (asked += 1);
    const query = new URLSearchParams({ q: input.value.trim(), loai: field.dataset.kinds || "" });
    const answer = await fetch(`${url}?${query}`, { headers: { "X-Caitien": "1" } }).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const { found } = await answer.json();
    list.replaceChildren();
    for (const [n, one] of found.entries()) {
      const option = document.createElement("li");
      option.id = `${id}-${n}`;
      option.setAttribute("role", "option");
      option.dataset.value = one.value;
      option.dataset.text = one.text;
      option.textContent = one.more ? `${one.text} · ${one.more}` : one.text;
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(option);
      });
      list.append(option);
    }
    if (!found.length) {
      const none = document.createElement("li");
      none.className = "none";
      none.textContent = "Không có trong danh sách nhân sự và bộ phận.";
      list.append(none);
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 200);
  });
  input.addEventListener("focus", look);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const all = options();
    const now = all.findIndex((option) => option.id === input.getAttribute("aria-activedescendant"));
    if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    } else if (event.key === "Enter") {
      if (all[now]) choose(all[now]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = all[(now + (event.key === "ArrowDown" ? 1 : -1) + all.length) % (all.length || 1)];
      for (const option of all) option.setAttribute("aria-selected", String(option === next));
      if (next) input.setAttribute("aria-activedescendant", next.id);
      next?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Backspace" && !input.value && many) {
      chosen.lastElementChild?.remove();
      return;
    } else return;
    event.preventDefault();
  });
  chosen.addEventListener("click", (event) => {
    const drop = event.target.closest("[data-drop]");
    if (!drop) return;
    drop.parentElement.remove();
    input.focus();
  });
}

/** "Thêm dòng kinh phí": one more line of the budget from the template in the form. */
function moreLines(form) {
  const lines = form.querySelector("[data-lines]");
  const model = form.querySelector("template[data-line]");
  const button = form.querySelector("[data-more-lines]");
  if (!lines || !model || !button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    lines.append(model.content.cloneNode(true));
    lines.lastElementChild.querySelector("input").focus();
  });
}

export function bindForm(form, people) {
  for (const field of form.querySelectorAll("[data-people]")) picker(field, people);
  moreLines(form);
}

/** Open the form of a row at the side; what it saves is shown in the table. */
export async function rowForm(app, url, back) {
  const answer = await fetch(`${url}?khung=1`, { headers: { "X-Caitien": "1" } }).catch(() => null);
  if (!answer?.ok) return app.toast(AGAIN);
  const box = dialog(await answer.text(), "row-dialog");
  const people = `${app.base}tim-nguoi/`;
  let changed = false;
  const bind = () => bindForm(box.querySelector("form[data-row-form]"), people);
  bind();
  box.addEventListener("input", () => (changed = true));
  box.addEventListener("cancel", (event) => {
    if (changed && !confirm("Bỏ những gì vừa sửa trong dòng này?")) event.preventDefault();
  });
  box.addEventListener("close", back);
  box.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-row-form]")) return;
    event.preventDefault();
    const button = event.submitter;
    button.disabled = true;
    const sent = await fetch(form.action, {
      method: "POST",
      body: new FormData(form, button),
      headers: { "X-Caitien": "1", "X-CSRFToken": app.token },
    }).catch(() => null);
    button.disabled = false;
    if (!sent || sent.status >= 500) return app.toast(AGAIN);
    if ((sent.headers.get("Content-Type") || "").includes("json")) {
      const body = await sent.json();
      if (!sent.ok) return app.toast(body.message);
      changed = false;
      box.close();
      app.sync(body);
      return app.toast(body.message);
    }
    if (!sent.ok) return app.toast("Không còn quyền sửa dòng này. Những gì đã điền vẫn còn ở đây để sao chép.");
    box.innerHTML = await sent.text();
    bind();
    (box.querySelector("[data-error-summary]") || box).scrollIntoView();
    return undefined;
  });
  return undefined;
}

const page = document.querySelector("form[data-row-form][data-people-url]");
if (page) {
  bindForm(page, page.dataset.peopleUrl);
  let changed = false;
  page.addEventListener("input", () => (changed = true));
  page.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (event) => changed && event.preventDefault());
}
