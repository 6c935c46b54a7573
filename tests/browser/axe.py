"""What axe-core finds wrong with a page, in words that a test can show."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Route

SOURCE = Path(__file__).with_name("vendor") / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
LOADED = "window.axe !== undefined"
RUN = "standard => axe.run(document, {runOnly: standard, resultTypes: ['violations'], preload: false})"
# A mark for how each element with words looks: its own colours and letters, and those of all it stands in.
LOOKS = """() => {
    const look = (each, around) => {
        const style = getComputedStyle(each);
        const said = [around, each.tagName, each.getAttribute("class"), style.color, style.backgroundColor,
            style.backgroundImage, style.fontSize, style.fontWeight, style.opacity, style.textShadow,
            style.textDecorationLine, style.display, style.visibility].join("|");
        let mark = 7;
        for (let at = 0; at < said.length; at++) mark = (mark * 31 + said.charCodeAt(at)) % 9007199254740;
        return mark;
    };
    const worded = each => each.matches("input, select, textarea")
        || [...each.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    window.looks = new Map();
    const marks = new Map();
    for (const each of document.querySelectorAll("body, body *")) {
        const mark = look(each, marks.get(each.parentElement) ?? 0);
        marks.set(each, mark);
        if (worded(each)) looks.set(mark, [...(looks.get(mark) ?? []), each]);
    }
    return [...looks.keys()];
}"""
RUN_ON_LOOKS = """([marks, rules]) => axe.run(
    {include: marks.flatMap(mark => looks.get(mark))},
    {runOnly: {type: "rule", values: rules}, resultTypes: ["violations"], preload: false})"""
judged: set[int] = set()
"""The looks whose colours axe has found sound in this process: most pages bring hardly a new one."""
# A browser parses what stands in <noscript> into elements only while the page may not run scripts.
RUNS_SCRIPTS = """() => {
    const trial = document.createElement("div");
    trial.innerHTML = "<noscript><b></b></noscript>";
    return trial.querySelector("b") === null;
}"""


@dataclass(frozen=True)
class Violation:
    """One rule that the page breaks, and the elements that break it (as CSS selectors)."""

    rule: str
    help: str
    elements: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule}: {self.help} ({'; '.join(self.elements)})"


def axe_violations(page: Page) -> list[Violation]:
    """Every rule of WCAG 2.2 AA, and of axe's best practice, that the page as it stands now breaks.

    Works under a strict content security policy. A page whose scripts are turned off cannot run axe, so then
    a copy of what it shows is checked, in which only axe runs.
    """
    if page.evaluate(RUNS_SCRIPTS):
        return check(page)
    with still_copy(page) as copy:
        return check(copy)


def colour_violations(page: Page) -> list[Violation]:
    """The rules about colours alone that a page which runs scripts breaks in the looks it has now: quick.

    What looks the same in all it stands in is judged once: colours are half of what axe has to do.
    """
    page.wait_for_load_state()
    new = [mark for mark in page.evaluate(LOOKS) if mark not in judged]
    if not new:
        return []
    found = check(page, RUN_ON_LOOKS, [new, COLOURS])
    if not found:
        judged.update(new)
    return found


def check(page: Page, run: str = RUN, rules: object = STANDARD) -> list[Violation]:
    page.wait_for_load_state()  # a page whose style sheets are still on their way has links of any size
    if not page.evaluate(LOADED):
        page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found = page.evaluate(run, rules)["violations"]
    return [Violation(rule["id"], rule["help"], elements(rule)) for rule in found]


def elements(rule: dict) -> tuple[str, ...]:
    return tuple(" ".join(map(str, node["target"])) for node in rule["nodes"])


@contextmanager
def still_copy(page: Page) -> Iterator[Page]:
    """What `page` shows, at its address and in its size, in a page that may run scripts but loads none."""
    shown = page.content().replace("<noscript>", "<div>").replace("</noscript>", "</div>")
    context = page.context.browser.new_context(
        viewport=page.viewport_size, storage_state=page.context.storage_state()
    )
    copy = context.new_page()

    def answer(route: Route) -> None:
        if route.request.resource_type == "script":
            route.abort()
        elif route.request.is_navigation_request():
            route.fulfill(body=shown, content_type="text/html; charset=utf-8")
        else:
            route.continue_()

    copy.route("**/*", answer)
    copy.goto(page.url if page.url.startswith("http") else "http://page.invalid/")
    yield copy
    context.close()
