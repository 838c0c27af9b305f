// What every page does with JavaScript: forms that are sent once, dialogs, menus, copying, the
// network. Pages read, and plain forms work, without it.

import { watchFields } from "./fields.js";
import { isComposing } from "./saver.js";
export { Lost, Refused, Saver, isBusy, isComposing, send, setValue } from "./saver.js";

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
const WORKING = 30000;

/** A short word at the edge of the screen; gone after a while. */
export function say(text) {
  const place = document.querySelector("[data-toasts]");
  if (!place) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = text;
  place.append(toast);
  setTimeout(() => toast.remove(), Math.max(5000, text.length * 90));
}

// -- sent once --------------------------------------------------------------------------------
function work(form, button) {
  form.dataset.working = "1";
  button?.setAttribute("aria-busy", "true");
  const stays = form.hasAttribute("data-download") || form.target === "_blank";
  setTimeout(() => rest(form), stays ? 3000 : WORKING);
}

function rest(form) {
  delete form.dataset.working;
  form.removeAttribute("aria-busy");
  for (const each of form.querySelectorAll("[aria-busy]")) each.removeAttribute("aria-busy");
  if (form.id) for (const each of document.querySelectorAll(`[form="${CSS.escape(form.id)}"]`)) each.removeAttribute("aria-busy");
}

function onSubmit(event) {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.dataset.working) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  // after every other listener: one may have stopped it, or sends it by itself
  const button = event.submitter ?? form.querySelector("button[type=submit], button:not([type])");
  work(form, button);
  setTimeout(() => { if (event.defaultPrevented && !form.matches("[hx-post], [hx-get], [hx-put], [hx-delete], [hx-patch]")) rest(form); }, 0);
}

// -- dialogs, menus, copying ---------------------------------------------------------------------
function onClick(event) {
  const target = event.target;
  const opener = target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog && !dialog.open) { dialog.showModal(); event.preventDefault(); }
    return;
  }
  if (target.closest("[data-close]")) { target.closest("dialog")?.close(); return; }
  if (target instanceof HTMLDialogElement && outside(target, event)) { target.close(); return; }
  const copy = target.closest("[data-copy], [data-copy-from]");
  if (copy) copyFrom(copy);
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(target)) menu.open = false;
}

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

function onKey(event) {
  if (event.key !== "Escape" || event.isComposing) return;
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
}

async function copyFrom(button) {
  const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  const text = from ? (from.value ?? from.textContent) : button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
    say("Đã chép.");
  } catch {
    if (from?.select) from.select();
    say("Trình duyệt không cho chép tự động. Hãy chọn đoạn chữ rồi bấm Ctrl + C.");
  }
}

// -- network ---------------------------------------------------------------------------------------
const network = (lost) => { const band = document.querySelector("[data-network]"); if (band) band.hidden = !lost; };

// -- htmx --------------------------------------------------------------------------------------------
function onHtmxError(event) {
  const { xhr } = event.detail;
  if (xhr.status === 401) return;
  const plain = (xhr.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
  say(plain && xhr.responseText ? xhr.responseText : "Việc vừa rồi chưa làm được. Hãy tải lại trang rồi thử lại.");
}

/** Never redraw a field somebody writes in, unless they themselves asked for it from there. */
function onHtmxSwap(event) {
  const field = document.activeElement;
  if (!field?.matches("input, textarea, select, [contenteditable]") || !event.detail.target?.contains(field)) return;
  const asked = event.detail.requestConfig?.elt?.contains(field);
  if (isComposing(field) || !asked) event.detail.shouldSwap = false;
}

/** A button that asks by itself is at work until the answer: a second click asks nothing. */
function onHtmxAsk(event) {
  const button = event.detail.elt;
  if (button.matches("button")) button.setAttribute("aria-busy", "true");
}

function onClickEarly(event) {
  if (!event.target.closest('button[aria-busy="true"]')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function onHtmxAnswer(event) {
  const asked = event.detail.elt?.closest?.("form, button");
  if (asked) rest(asked);
}

function start() {
  if (document.documentElement.dataset.caitien) return;
  document.documentElement.dataset.caitien = "1";
  watchFields();
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("click", onClickEarly, true);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-working]").forEach(rest));
  window.addEventListener("offline", () => network(true));
  window.addEventListener("online", () => network(false));
  document.addEventListener("caitien:lost", () => network(true));
  document.addEventListener("caitien:reached", () => network(false));
  document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = meta("csrf-token"); });
  document.addEventListener("htmx:beforeRequest", onHtmxAsk);
  document.addEventListener("htmx:afterRequest", onHtmxAnswer);
  document.addEventListener("htmx:beforeSwap", onHtmxSwap);
  document.addEventListener("htmx:responseError", onHtmxError);
  document.addEventListener("htmx:sendError", () => { network(true); say("Mất mạng, việc vừa rồi chưa gửi được. Hãy thử lại khi có mạng."); });
  document.querySelector("[data-error-summary]")?.focus();
  if (navigator.onLine === false) network(true);
}

start();
