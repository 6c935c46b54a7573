// Shows a question as it will look in the chat while it is being written. Without this script "Show it" does the same.
const PAUSE = 300;
const shown = document.querySelector("[data-preview]");
const form = document.getElementById("question");
let waiting;
let latest = 0;

async function look() {
  const mine = ++latest;
  const address = new URL(shown.dataset.preview, location.href);
  address.searchParams.set("part", "true");
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (answer.ok && mine === latest) shown.innerHTML = await answer.text();
}

function lookSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => look().catch(() => {}), PAUSE);
}

form?.addEventListener("input", lookSoon);
if (form) lookSoon(); // for what was written before this script was here

// Shows those parts of the editor that the chosen kind of answer needs. Without this script all of them stand there, and
// say what they are for. A part with an error stays: the summary on top leads to it.
const kinds = [...document.querySelectorAll("input[type=radio][name=type]")];
const needs = [...document.querySelectorAll("[data-types]")];

function choose() {
  const chosen = kinds.find((kind) => kind.checked)?.value;
  for (const part of needs) {
    const needed = !chosen || part.dataset.types.split(" ").includes(chosen);
    part.hidden = !needed && !part.querySelector(".govuk-error-message");
  }
}

for (const kind of kinds) kind.addEventListener("change", choose);
choose();
