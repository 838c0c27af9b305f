// Windows over the page: a conflict, a pasted table, a row with all its fields, a menu, a toast.

export function dialog(html, name) {
  const box = document.createElement("dialog");
  box.className = "dialog plan-dialog";
  if (name) box.classList.add(name);
  box.innerHTML = html;
  document.body.append(box);
  const title = box.querySelector("h1, h2");
  if (title) {
    title.id ||= `d${Date.now()}`;
    box.setAttribute("aria-labelledby", title.id);
  }
  box.addEventListener("close", () => box.remove());
  box.addEventListener("click", (event) => {
    event.stopPropagation(); // a click beside the window never throws away what was typed
    const closer = event.target.closest("[data-close]");
    if (!closer) return;
    event.preventDefault();
    box.close();
  });
  box.showModal();
  return box;
}

/** Both versions and three choices; resolves to the words that shall stay, null: decide later. */
export function conflict(html) {
  return new Promise((resolve) => {
    const box = dialog(html, "conflict-dialog");
    const own = box.querySelector("[data-own]");
    for (const radio of box.querySelectorAll("input[type=radio]")) {
      radio.addEventListener("change", () => {
        if (own) own.hidden = radio.value !== "own";
      });
    }
    if (own) own.hidden = true;
    let answer = null;
    box.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = box.querySelector("input[type=radio]:checked");
      if (!chosen) return;
      answer = { choice: chosen.value, text: own?.querySelector("textarea").value ?? "" };
      box.close();
    });
    box.addEventListener("close", () => resolve(answer));
  });
}

const el = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);

/** What a paste would do, shown before it is done. Resolves to {rows, into}, or null. */
export function pastePreview({ rows, titles, head, existing, written }) {
  return new Promise((resolve) => {
    const box = dialog("", "paste-dialog");
    const form = el("form");
    const words = el("p");
    const skip = el("input", "", { type: "checkbox", checked: head, id: "paste-head" });
    const lines = () => (skip.checked ? rows.slice(1) : rows).filter((line) => line.some(Boolean));
    const full = written(rows.length) > 0;
    const how = el("fieldset", "", { className: "paste-how" });
    const option = (value, text, checked) => {
      const label = el("label", "", { className: "check" });
      label.append(el("input", "", { type: "radio", name: "how", value, checked }), ` ${text}`);
      how.append(label);
    };
    option("new", "Thêm thành dòng mới, không đụng đến chữ đang có", full);
    option("into", "Điền vào các dòng từ ô này trở xuống", !full);
    const into = () => form.elements.how.value === "into";
    const tell = () => {
      const count = lines().length;
      const over = into() ? Math.min(count, existing) : 0;
      const parts = [`Sẽ dán ${count} dòng`];
      if (over && written(over)) parts.push(`thay chữ trong ${written(over)} ô đang có chữ`);
      if (count > over) parts.push(`thêm ${count - over} dòng mới`);
      words.textContent = `${parts.join(", ")}. Hoàn tác được ngay sau đó.`;
    };
    const table = el("table", "", { className: "table table-grid paste-table" });
    const line = table.createTHead().insertRow();
    for (const title of titles) line.append(el("th", title, { scope: "col" }));
    const body = table.createTBody();
    const draw = () => {
      body.replaceChildren();
      for (const row of lines().slice(0, 12)) {
        const tr = body.insertRow();
        for (const text of row) tr.insertCell().textContent = text;
      }
      tell();
    };
    form.addEventListener("change", draw);
    const check = el("div", "", { className: "check" });
    check.append(skip, el("label", "Dòng đầu là tên cột, không dán", { htmlFor: "paste-head" }));
    const frame = el("div", "", { className: "paste-frame", tabIndex: 0 });
    frame.append(table);
    const buttons = el("div", "", { className: "buttons" });
    buttons.append(
      el("button", "Dán vào bảng", { className: "btn btn-primary", type: "submit" }),
      el("button", "Không dán", { className: "btn", type: "button", onclick: () => box.close() }),
    );
    form.append(el("h2", "Dán bảng"), words, how, check, frame, buttons);
    box.append(form);
    draw();
    let answer = null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer = { rows: lines(), into: into() };
      box.close();
    });
    box.addEventListener("close", () => resolve(answer?.rows.length ? answer : null));
  });
}

/** A short message; `undo` gives it a button. It stays while pointed at or focused. */
export function toast(text, undo, label = "Hoàn tác") {
  const holder = document.querySelector("[data-toasts]");
  if (!holder || !text) return;
  const note = el("p", text, { className: "toast" });
  const away = () => (note.matches(":hover, :focus-within") ? setTimeout(away, 2000) : note.remove());
  if (undo) {
    const button = el("button", label, { type: "button", className: "btn btn-small" });
    button.addEventListener("click", () => {
      note.remove();
      undo();
    });
    note.append(" ", button);
  }
  holder.append(note);
  setTimeout(away, undo ? 15000 : 6000);
}

/** A small menu under a button: [[words, action], …]. Arrows, Home, End and Escape work. */
export function menu(button, items) {
  document.querySelector(".row-menu")?.remove();
  const list = el("div", "", { className: "row-menu" });
  list.setAttribute("role", "menu");
  let open = true;
  const close = (back) => {
    if (!open) return;
    open = false; // taking the menu away moves the focus, which asks to close it again
    list.remove();
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  };
  for (const [words, action] of items) {
    const item = el("button", words, { type: "button", tabIndex: -1 });
    item.setAttribute("role", "menuitem");
    item.addEventListener("click", () => {
      close(true);
      action();
    });
    list.append(item);
  }
  document.body.append(list);
  const at = button.getBoundingClientRect();
  const top = Math.min(at.bottom + 4, innerHeight - list.offsetHeight - 8);
  list.style.top = `${Math.max(8, top)}px`;
  list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - list.offsetWidth - 8))}px`;
  button.setAttribute("aria-expanded", "true");
  const all = [...list.children];
  list.addEventListener("keydown", (event) => {
    const now = all.indexOf(document.activeElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1 + all.length, Home: 0, End: all.length - 1 };
    if (event.key === "Escape" || event.key === "Tab") close(true);
    else if (event.key in to) all[to[event.key] % all.length].focus();
    else return;
    event.preventDefault();
  });
  list.addEventListener("focusout", (event) => list.contains(event.relatedTarget) || close(false));
  all[0].focus();
}
