// Goes from screen to screen by keyboard, as presenters' clickers do. The links do it without this.
const WAYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

document.addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  const paging = event.key.startsWith("Page");
  const scrolls = document.documentElement.scrollHeight > window.innerHeight;
  if (!way || event.ctrlKey || event.altKey || event.metaKey || (paging && scrolls)) {
    return;
  }
  const link = document.querySelector(`a[rel="${way}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
