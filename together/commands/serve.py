"""`together serve` and `together demo`: the service itself."""

import socket
import sys
from pathlib import Path

import click
import uvicorn

from consultations.errors import TogetherError
from together import demo as demonstration
from together.commands.doctor import refuse_errors
from together.commands.say import humane
from together.opening import open_database
from together.settings import load
from together.wiring import Service

DEMO_FOLDER = Path("var/demo")
LOOPBACK = "127.0.0.1"
DEMONSTRATION = {
    "data_folder": DEMO_FOLDER,
    "database_url": "",
    "host": LOOPBACK,
    "board_is_public": True,
    "telegram_token": None,
    "quiet_hours": "",
    "production": False,
    "public_url": None,
    "second_factor": "optional",
    "oidc_issuer": None,
    "erasures": None,
    "duty_rota": demonstration.DUTY_ROTA,
    "smtp_host": "",
}
"""What the demonstration sets, whatever the environment says: a database of its own, and nobody outside."""
PORT = click.IntRange(0, 65535)
HAND_OVER = 0.001
"""Seconds for which work beside the requests may keep the interpreter from a page; Python gives it 0.005."""


@click.command()
@click.option("--host", help="The address to listen on. Default: TOGETHER_HOST or 127.0.0.1.")
@click.option("--port", type=PORT, help="The port. Default: TOGETHER_PORT or 8000.")
@humane
def serve(host: str | None, port: int | None) -> None:
    """Serve the chat, the board, the staff pages and the API, with Telegram where a token is set."""
    settings = load()
    open_database(settings).close()
    refuse_errors(settings)
    listener = _listen(host or settings.host, settings.port if port is None else port)
    service = Service(settings)
    service.replay_erasures()
    _run(service, listener)


@click.command()
@click.option("--port", type=PORT, help="The port, on this machine only. Default: TOGETHER_PORT or 8000.")
@click.option("--fresh", is_flag=True, help="Begin again with the examples: what was answered is deleted.")
@humane
def demo(port: int | None, fresh: bool) -> None:
    """Serve the example plan and consultation with invented answers, on this machine only."""
    settings = load().model_copy(update=DEMONSTRATION)
    if fresh:
        for file in DEMO_FOLDER.glob("together.db*"):
            file.unlink()
    listener = _listen(LOOPBACK, settings.port if port is None else port)
    service = Service(settings, demonstration=True)
    opened = demonstration.prepare(settings, service.database)
    _announce(listener.getsockname()[1], opened)
    _run(service, listener)


def _announce(port: int, opened: demonstration.Opened) -> None:
    here = f"http://{LOOPBACK}:{port}"
    click.echo(f"Chat:   {here}/chat/{opened.consultation}")
    click.echo(f"Board:  {here}/board")
    click.echo(f"Staff:  {here}/staff")
    for one, password in opened.passwords:
        click.echo(f"        {one.who} (name: {one.name}, one-time password: {password})")
    click.echo("Every answer in here was invented. Stop with Ctrl+C.")
    sys.stdout.flush()


def _listen(host: str, port: int) -> socket.socket:
    """The socket to serve on. Raises where the port is taken, before anything is made."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        fix = "Choose another with --port, or 0 for any that is free."
        raise TogetherError(
            "port_taken", f"Port {port} of {host} cannot be used: {error.strerror}.", fix
        ) from None
    return listener


def _run(service: Service, listener: socket.socket) -> None:
    sys.setswitchinterval(HAND_OVER)
    # Without a configuration of its own it logs where everything else does (`together.logs`).
    config = uvicorn.Config(
        service.app(), log_config=None, log_level="warning", access_log=False, timeout_graceful_shutdown=5
    )
    uvicorn.Server(config).run(sockets=[listener])
