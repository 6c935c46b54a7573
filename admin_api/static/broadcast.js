// Shows how far a message to many people is, without reloading. The page works without this.
const EVERY = 2000;
const bar = document.querySelector("progress[data-progress]");
const words = document.querySelector("label[for=bar]");

async function look() {
  const answer = await fetch(bar.dataset.progress, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const far = await answer.json();
  if (far.state !== bar.dataset.state) return location.reload();
  bar.max = far.total || 1;
  bar.value = far.done;
  words.textContent = far.words;
}

if (bar) setInterval(() => look().catch(() => {}), EVERY);
