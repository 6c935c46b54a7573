"""What hundreds of applications in one test process would each build anew, built once.

A service builds its application once. A test builds its own, and two thirds of its time went into what is the
same in all: the validator of every parameter of every route, the compiled templates, the screen's rules.
"""

from collections.abc import Callable, Iterable
from functools import cache, wraps
from pathlib import Path
from types import CodeType

import pydantic
from fastapi._compat import v2
from fastapi.dependencies import models

from admin_api.translation.templates import PageEnvironment
from analysis.safeguarding import screening
from analysis.safeguarding.looking import Matcher


def build_once() -> None:
    """From now on, in this process."""
    v2.ModelField.__post_init__ = _once_for_each_parameter(v2.ModelField.__post_init__)
    PageEnvironment.compile = _once_for_each_source(PageEnvironment.compile)
    screening.make_matcher = _once_without_own_rules(screening.make_matcher)


def forget() -> None:
    """Let go of the applications whose routes FastAPI remembers: 60 MB each, some forty at a time."""
    for known in (
        models._is_gen_callable_cached,
        models._is_async_gen_callable_cached,
        models._is_coroutine_callable_cached,
    ):
        known.cache_clear()


def _once_for_each_parameter(build: Callable[[v2.ModelField], None]) -> Callable[[v2.ModelField], None]:
    """A validator hangs on what a parameter is declared to be, and on nothing of the application."""
    built: dict[tuple[object, str, str], tuple[object, pydantic.TypeAdapter[object]]] = {}

    @wraps(build)
    def once(field: v2.ModelField) -> None:
        key = field.field_info.annotation, repr(field.field_info), repr(field.config)
        if key not in built:
            build(field)
            built[key] = field.field_info, field._type_adapter  # the first: an address in `key` stays its own
        field._type_adapter = built[key][1]

    return once


def _once_for_each_source(make: Callable[..., CodeType]) -> Callable[..., CodeType]:
    """What a template is compiled to hangs on its words and its name; in another language, on a catalogue."""
    built: dict[tuple[str, str, str], CodeType] = {}

    @wraps(make)
    def once(self: PageEnvironment, source: str, name: str, filename: str) -> CodeType:
        if self.catalogue is not None:
            return make(self, source, name, filename)
        key = source, name, filename
        if key not in built:
            built[key] = make(self, source, name, filename)
        return built[key]

    return once


def _once_without_own_rules(make: Callable[..., Matcher]) -> Callable[..., Matcher]:
    """The rules of the package are always the same; a file of a Trust's own is read each time."""
    builtin = cache(make)

    @wraps(make)
    def once(own_rules: Iterable[Path] = ()) -> Matcher:
        files = tuple(own_rules)
        return make(files) if files else builtin()

    return once
