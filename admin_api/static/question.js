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

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => look().catch(() => {}), PAUSE);
});
