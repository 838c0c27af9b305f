// Passkeys: when the device or the person says no, say so in words.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.querySelector("[data-key-error]");
  if (words) {
    words.hidden = false;
    words.scrollIntoView({ block: "nearest" });
  }
});
