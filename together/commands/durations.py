"""How long: hours, days or weeks as people write them on a command line."""

import re

import click

HOURS = {"h": 1, "d": 24, "w": 7 * 24}
SPAN = re.compile(r"(\d{1,4})\s*([hdw])", re.IGNORECASE)


class Hours(click.ParamType[int]):
    """A span like 12h, 3d or 2w, as whole hours."""

    name = "span"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = SPAN.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"“{value}” is no span of time. Write it like 12h, 3d or 2w.", param, ctx)
        return int(found[1]) * HOURS[found[2].lower()]


def in_words(hours: int) -> str:
    """“3 days”, “1 hour”: in days where they come out even."""
    number, unit = (hours // 24, "day") if hours % 24 == 0 else (hours, "hour")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
