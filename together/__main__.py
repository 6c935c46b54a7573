"""The `together` command."""

import logging
import sys

import click
import structlog

from together import __version__
from together.commands.analyse import analyse
from together.commands.analysis import analysis
from together.commands.ask import ask
from together.commands.audit import audit
from together.commands.broadcast import broadcast
from together.commands.check import check
from together.commands.consultation import consultation
from together.commands.doctor import doctor
from together.commands.feedback import feedback
from together.commands.form import form
from together.commands.import_ import import_
from together.commands.keys import keys
from together.commands.letters import letters
from together.commands.plan import plan
from together.commands.promise import promise
from together.commands.redact import redact
from together.commands.report import report_
from together.commands.retention import erasures, retention
from together.commands.safeguarding import safeguarding
from together.commands.serve import demo, serve
from together.commands.staff import staff
from together.commands.themes import themes


@click.group()
@click.version_option(__version__, message="%(version)s")
def cli() -> None:
    """Together: consultation and participation for Children's Trusts."""


for command in (
    demo, serve, plan, promise,
    form, check, consultation, feedback, broadcast, ask, staff, keys, audit, doctor,
    letters, safeguarding, redact, retention, erasures,
    themes, analyse, import_,
    analysis,
    report_,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Run the command line. Logs go to standard error as JSON: ids only, never words."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    cli()


if __name__ == "__main__":
    main()
