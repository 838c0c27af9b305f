// The upload form: files dropped on it, what was chosen, and what is too large before it is sent.

const form = document.querySelector("[data-upload]");

function size(bytes) {
  const mb = bytes / 1024 / 1024;
  return mb >= 1 ? `${mb.toFixed(1).replace(".", ",")} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

function show(input, list) {
  const most = Number(form.dataset.mostMb) * 1024 * 1024;
  list.replaceChildren();
  for (const file of input.files) {
    const line = document.createElement("li");
    line.textContent = `${file.name} (${size(file.size)})`;
    if (file.size > most) line.append(` – lớn hơn ${form.dataset.mostMb} MB, sẽ không nhận được`);
    if (file.size === 0) line.append(" – tệp rỗng");
    line.classList.toggle("file-error", file.size > most || file.size === 0);
    list.append(line);
  }
  list.hidden = !input.files.length;
  form.querySelector("[data-none-chosen]").textContent = input.files.length ? `đã chọn ${input.files.length} tệp` : "chưa chọn tệp";
}

if (form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-chosen]");
  const place = form.querySelector("[data-drop]");
  input.addEventListener("change", () => show(input, list));
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => { event.preventDefault(); place.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    show(input, list);
  });
}
