// Number keys choose themes: 1 to 9 at once, two figures typed within half a second for the others. They are heard
// only while the focus is in the form, so that they take no key from anybody who speaks to the page or reads it
// (WCAG 2.2, 2.1.4). Without this script the page works with the mouse, Tab and Space.
const form = document.querySelector("[data-coding]");
let typed = "";
let waiting;

function choose() {
  const box = form.querySelector(`[data-key="${typed}"]`);
  if (box) box.checked = !box.checked;
  typed = "";
}

if (form) {
  const most = form.querySelectorAll("[data-key]").length;
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && !event.target.closest("a, button")) {
      event.preventDefault();
      if (typed) choose();
      form.requestSubmit();
    } else if (/^[0-9]$/.test(event.key)) {
      typed += event.key;
      clearTimeout(waiting);
      if (Number(typed) * 10 > most || typed.length > 1) choose();
      else waiting = setTimeout(choose, 500);
    }
  });
  if (!document.querySelector(".govuk-error-summary")) form.querySelector("[data-coding-answer]").focus();
}
