"""What the program writes to standard error: lines of JSON, with ids and places and never words.

Libraries log too: an error that nobody caught, a warning about a value. Their words may quote what a child
wrote, so of an error stays its kind and where it was, and of a warning the line that it is about.
"""

import json
import logging
import re
import threading
from typing import TextIO

import structlog

from consultations.errors import places

WARNED = re.compile(r"(?P<at>[^\n]*?:\d+): (?P<kind>\w+):")
SAID_IN_FULL = "uvicorn"
"""It says that a port is taken. What it logs of an error is shortened all the same."""


class Wordless(logging.Formatter):
    """A line of JSON about what a library logs."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {"level": record.levelname.lower(), "logger": record.name}
        if record.exc_info and (error := record.exc_info[1]):
            said |= {"event": "library_failed", "error": type(error).__name__, "at": places(error)}
        elif record.name == "py.warnings" and (warned := WARNED.match(record.getMessage())):
            said |= {"event": "library_warned", "error": warned["kind"], "at": warned["at"]}
        elif record.name.split(".")[0] == SAID_IN_FULL and "Traceback" not in record.getMessage():
            said |= {"event": record.getMessage()}
        else:
            said |= {"event": "library_said", "at": f"{record.filename}:{record.lineno} {record.funcName}"}
        return json.dumps(said)


def configure_logs(stream: TextIO) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=stream),
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Wordless())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    threading.excepthook = thread_failed


def thread_failed(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and args.exc_type is not SystemExit:
        found = {"error": args.exc_type.__name__, "at": places(args.exc_value)}
        structlog.get_logger().error("thread_failed", thread=args.thread.name if args.thread else "", **found)
