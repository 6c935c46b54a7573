// Hears that something came in while the page is open: news, a reply, or what the same person did elsewhere.
// The stream carries only numbers. It is open only while the page is seen; when it breaks, the browser opens it
// again and says which number it saw last.

const TRY_AGAIN = 60_000;
const SPREAD = 2_000; // news goes to many at once; not all need fetch it in the same second
let source = null;
let now = null;

function close() {
  source?.close();
  source = null;
}

function open() {
  const { arrivals, newest } = now.chat.dataset;
  if (source || !arrivals || document.visibilityState !== "visible") return;
  const address = new URL(arrivals, location.href);
  address.searchParams.set("after", newest);
  source = new EventSource(address);
  source.addEventListener("notice", () => setTimeout(fetchNews, Math.random() * SPREAD));
  source.addEventListener("turn", (event) => setTimeout(fetchTurn, 500, Number(event.data)));
  source.addEventListener("error", () => {
    if (source?.readyState !== EventSource.CLOSED) return; // the browser is trying again by itself
    close();
    setTimeout(open, TRY_AGAIN);
  });
}

function fetchNews() {
  now.page.refresh(true).catch(() => {});
}

// A turn that was made here is on the page already, or is on its way.
function fetchTurn(number) {
  if (now.page.busy() || number <= Number(now.chat.dataset.newest)) return;
  now.page.refresh(false).catch(() => {});
}

document.addEventListener("visibilitychange", () => {
  if (!now) return;
  if (document.visibilityState === "visible") open();
  else close();
});

export function wake(chat, page) {
  if (now?.chat.dataset.arrivals !== chat.dataset.arrivals) close();
  now = { chat, page };
  open();
}
