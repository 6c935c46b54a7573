"""The `together` command."""

import sys

import click

from together import __version__
from together.lazy_group import LazyGroup
from together.logs import configure_logs

COMMANDS = {
    "analyse": "analyse",
    "analysis": "analysis",
    "ask": "ask",
    "audit": "audit",
    "broadcast": "broadcast",
    "check": "check",
    "consultation": "consultation",
    "demo": "serve",
    "doctor": "doctor",
    "erasures": "retention",
    "feedback": "feedback",
    "form": "form",
    "import": "import_",
    "keys": "keys",
    "letters": "letters",
    "plan": "plan",
    "promise": "promise",
    "redact": "redact",
    "report": "report",
    "retention": "retention",
    "safeguarding": "safeguarding",
    "serve": "serve",
    "staff": "staff",
    "themes": "themes",
}
"""Which module of `together.commands` has which command."""


@click.group(
    cls=LazyGroup, modules={name: f"together.commands.{module}" for name, module in COMMANDS.items()}
)
@click.version_option(__version__, message="%(version)s")
def cli() -> None:
    """Together: consultation and participation for Children's Trusts."""


def main() -> None:
    """Run the command line. Logs go to standard error as JSON: ids only, never words."""
    configure_logs(sys.stderr)
    cli()


if __name__ == "__main__":
    main()
