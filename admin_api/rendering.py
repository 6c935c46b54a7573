"""How a template becomes a page: one Jinja2 environment for the templates of every package.

Our own templates fail on a name that is not there. GOV.UK Frontend's macros count on missing names, so they
live in an environment of their own, and ours reaches them as `govuk`: `{{ govuk.button({"text": "Send"}) }}`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from fastapi.params import Depends
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from markupsafe import Markup
from starlette.responses import HTMLResponse

from admin_api.sentences import date_words
from admin_api.translation.speaking import (
    Spoken,
    catalogue,
    counted,
    speak,
    spoken,
    translate,
    words_of,
)
from admin_api.translation.templates import PageEnvironment
from admin_api.visiting import visit
from consultations.forms.languages import ENGLISH

COMPONENT = "govuk_frontend_jinja/components/{}/macro.html"


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says about the service. `sample_data` shows the banner of a demonstration.

    `own_name` is what the deployment calls the Trust where the Trust calls itself otherwise. `colour` and
    `logo` change when the Trust's own do; "" where it has none. Pages are not offered in `hidden_languages`.
    """

    service_name: str
    trust_name: str
    sample_data: bool = False
    own_name: str = ""
    colour: str = ""
    logo: str = ""
    hidden_languages: tuple[str, ...] = ()
    privacy: str = "/privacy"
    accessibility: str = "/accessibility"


class Components:
    """GOV.UK Frontend's macros by name: `date_input` is `govukDateInput`, with its documented parameters."""

    def __init__(self) -> None:
        loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
        self._environment = Environment(
            loader=loader, autoescape=True, undefined=ChainableUndefined, auto_reload=False
        )

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        if name.startswith("_"):
            raise AttributeError(name)
        template = self._environment.get_template(COMPONENT.format(name.replace("_", "-")))
        return cast(Callable[..., Markup], getattr(template.module, f"govuk{name.title().replace('_', '')}"))


@cache
def components() -> Components:
    """The macros, compiled once: every page's are the same."""
    return Components()


def make_environment(site: Site, packages: Sequence[str] = ()) -> PageEnvironment:
    """The environment of admin_api's templates and those of `packages` (each with a folder `templates`).

    A template of another package may extend `layout.html`, but a name that both have means admin_api's.
    """
    loaders = [PackageLoader(package) for package in ("admin_api", *packages)]
    environment = PageEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # or each part of each page would be looked for on the disk each time
    )
    words = Spoken(lambda: cast(Site, environment.globals["site"]).hidden_languages)
    own = {"site": site, "govuk": components(), "spoken": words, "date_words": date_words, "visit": visit}
    own |= {"counted": counted, "translate": translate, "words_of": words_of}
    environment.globals |= own
    return environment


@dataclass(frozen=True, slots=True)
class Pages:
    """Renders the pages of one environment, each in the language that is spoken while it is made."""

    environment: PageEnvironment
    others: dict[str, PageEnvironment] = field(default_factory=dict)

    def text(self, template: str, **context: object) -> str:
        return self._speaking(spoken()).get_template(template).render(**context)

    def compile(self, *beginnings: str) -> None:
        """Compile the templates whose names begin so, before many people ask for one at the same moment.

        Jinja2 would compile it for each of them (a tenth of a second for the chat's), and all would wait.
        """
        for name in self.environment.list_templates(filter_func=lambda one: one.startswith(beginnings)):
            self.environment.get_template(name)

    @property
    def in_chosen_language(self) -> Depends:
        """For a route whose page is in the language that people choose at its top."""
        return Depends(self._choose)

    async def _choose(self, language: str = ENGLISH) -> None:
        """(Not in a thread: what is set in one is lost.)"""
        offered = cast(Spoken, self.environment.globals["spoken"]).languages
        speak(language if language in [one.code for one in offered] else ENGLISH)

    def _speaking(self, language: str) -> PageEnvironment:
        """The environment of a language: made when somebody first asks for it."""
        if language == ENGLISH:
            return self.environment
        if language not in self.others:
            words = catalogue(language)
            self.others[language] = self.environment.in_language(lambda one: words.gettext(one.text))
        return self.others[language]

    def response(self, template: str, status: int = 200, **context: object) -> HTMLResponse:
        return HTMLResponse(self.text(template, **context), status_code=status)
