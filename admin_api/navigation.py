"""The menu of staff's pages: every page that one's roles open, in groups, and which is current."""

from dataclasses import dataclass
from typing import Literal

from admin_api.access import Audience, Visitor
from admin_api.translation.speaking import message

FEW = 6
"""So many links or fewer stand in one row, without groups."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the menu: for whom it is, and under which paths its own pages are (by default its own)."""

    name: str
    path: str
    wanted: tuple[Audience, ...] = (Audience.OFFICER,)
    under: tuple[str, ...] = ()

    def opens_to(self, visitor: Visitor) -> bool:
        return any(visitor.belongs_to(each) for each in self.wanted)

    def holds(self, path: str) -> bool:
        """Whether `path` is this page or one of its own."""
        return path == self.path or any(
            f"{path}/".startswith(f"{each}/") for each in self.under or (self.path,)
        )


ADMINS = (Audience.ADMIN,)
YOUNG_LEADS = (Audience.YOUNG_LEAD,)
READERS = (Audience.BOARD,)
WRITING = ("/staff/broadcasts", "/staff/audiences", "/staff/deliveries")
MENU: tuple[tuple[str, tuple[Page, ...]], ...] = (
    (message("Safeguarding"), (Page(message("Concerns"), "/staff/concerns", (Audience.DSL,)),)),
    (
        message("Consultations"),
        (
            Page(message("Consultations and asks"), "/staff", under=("/staff/consultations", "/staff/asks")),
            Page(message("Launch a consultation"), "/staff/launch"),
            Page(message("Wording to sign"), "/staff/signing", YOUNG_LEADS),
            Page(message("Try out a questionnaire"), "/staff/simulator"),
            Page(message("Ask about a service or event"), "/staff/services"),
        ),
    ),
    (
        message("What was said"),
        (
            Page(message("Read what people wrote"), "/staff/reading"),
            Page(message("Messages to reply to"), "/staff/feedback"),
            Page(message("Make sense of it"), "/staff/explore", under=("/staff/explore", "/staff/walks")),
            Page(message("Readings in doubt"), "/staff/doubts"),
            Page(message("Pictures, sounds and files"), "/staff/files", (Audience.OFFICER, Audience.DSL)),
        ),
    ),
    (
        message("Decide and tell"),
        (
            Page(message("Answers to sign"), "/staff/answers-to-sign", YOUNG_LEADS),
            Page(message("Meetings"), "/staff/meetings"),
            Page(message("Write to people"), "/staff/broadcasts", under=WRITING),
            Page(message("Results for the board"), "/board", READERS),
            Page(message("Reports"), "/staff/reports", READERS),
        ),
    ),
    (
        message("Plan"),
        (
            Page(message("Plans and promises"), "/staff/plans"),
            Page(message("What audits and staff say"), "/staff/evidence"),
            Page(message("People in the area"), "/staff/population", (Audience.OFFICER, Audience.ADMIN)),
        ),
    ),
    (
        message("Accounts and settings"),
        (
            Page(message("Accounts"), "/staff/accounts", ADMINS),
            Page(message("Keys for programs"), "/staff/keys", ADMINS),
            Page(message("News for programs"), "/staff/webhooks", ADMINS),
            Page(message("Audit log"), "/staff/audit", ADMINS),
            Page(message("Settings"), "/staff/settings", ADMINS),
        ),
    ),
)
HOMES: tuple[tuple[Audience, str], ...] = (
    (Audience.OFFICER, "/staff"),
    (Audience.DSL, "/staff/concerns"),
    (Audience.YOUNG_LEAD, "/staff/signing"),
    (Audience.ADMIN, "/staff/accounts"),
    (Audience.BOARD, "/board"),
)
"""Where the work of each role is; the first that fits counts."""

OWN_ACCOUNT = "/staff/account"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the menu. `current` is what `aria-current` says: this very page, or one of its own."""

    name: str
    path: str
    current: Literal["page", "true", ""] = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Links that belong together."""

    name: str
    links: tuple[Link, ...]

    @property
    def current(self) -> bool:
        return any(each.current for each in self.links)

    @property
    def link(self) -> Link:
        """The way to the first of them; where there is only one, it stands for itself."""
        only = len(self.links) == 1
        return self.links[0] if only else Link(self.name, self.links[0].path, "true" if self.current else "")


@dataclass(frozen=True, slots=True)
class Menu:
    """What one person finds on one page."""

    groups: tuple[Group, ...]

    @property
    def flat(self) -> bool:
        """Whether there are so few links that groups would only hide them."""
        return len(self.links) <= FEW

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(link for group in self.groups for link in group.links)

    @property
    def first_row(self) -> tuple[Link, ...]:
        """A way to each group; all links where they are few."""
        return self.links if self.flat else tuple(group.link for group in self.groups)

    @property
    def second_row(self) -> tuple[Link, ...]:
        """The links of the group that the page is in; none in no group, or in one that stands for itself."""
        there = (group.links for group in self.groups if group.current and len(group.links) > 1)
        return () if self.flat else next(there, ())


def home(visitor: Visitor) -> str:
    """The page that somebody works on: the first after signing in."""
    return next((path for role, path in HOMES if visitor.belongs_to(role)), OWN_ACCOUNT)


def menu(visitor: Visitor, path: str) -> Menu:
    """The menu of `visitor` on the page at `path`."""
    offered = ((name, [page for page in pages if page.opens_to(visitor)]) for name, pages in MENU)
    return Menu(
        tuple(Group(name, tuple(_link(one, path) for one in pages)) for name, pages in offered if pages)
    )


def _link(page: Page, path: str) -> Link:
    if path == page.path:
        return Link(page.name, page.path, "page")
    return Link(page.name, page.path, "true" if page.holds(path) else "")
