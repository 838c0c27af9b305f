// Fields whose words a browser writes in its own language: files to choose, days.

const files = (input) => [...input.files].map((file) => file.name);

/** The names of the chosen files beside the button, in place of the browser's "No file chosen". */
function tellFiles(input) {
  const place = input.closest("[data-file-pick]")?.querySelector("[data-file-names]");
  if (place) place.textContent = files(input).join(", ") || place.dataset.none;
}

/** The day in words: a browser may show 01/08 as 08/01. */
function tellDay(input) {
  let place = input.nextElementSibling;
  if (!place?.matches("[data-day-told]")) {
    if (!input.value) return;
    place = document.createElement("span");
    place.className = "day-told";
    place.dataset.dayTold = "";
    place.setAttribute("aria-live", "polite");
    input.after(place);
  }
  const [year, month, day] = input.value.split("-");
  // as papers write it: a zero before a day below 10 and before January and February
  place.textContent = input.value ? `ngày ${day} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}` : "";
}

function tell(target) {
  if (target.matches?.("[data-file-pick] input[type=file]")) tellFiles(target);
  else if (target.matches?.("input[type=date]")) tellDay(target);
}

export function watchFields() {
  for (const each of document.querySelectorAll("[data-file-pick] input[type=file], input[type=date]")) tell(each);
  for (const name of ["input", "change", "focusin"]) document.addEventListener(name, (event) => tell(event.target));
}
