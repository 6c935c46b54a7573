"""An authenticator app: it reads the set-up page and shows six digits."""

import re
from datetime import datetime, timedelta

import pyotp

LETTERS = re.compile(r"<code>([A-Z2-7 ]+)</code>")
SEALED = re.compile(r'name="sealed" value="([^"]+)"')
RECOVERY = re.compile(r"<code>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>")


class App:
    """Holds the secret of one set-up page."""

    def __init__(self, page: str) -> None:
        self.secret = LETTERS.search(page)[1].replace(" ", "")
        self.sealed = SEALED.search(page)[1]

    def shows(self, now: datetime, steps: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(now + timedelta(seconds=30 * steps))


def set_up(browser, clock, **more: str):
    """Go through the set-up page with a new app; the app, and the page that follows."""
    app = App(browser.get("/second-factor").text)
    data = {"sealed": app.sealed, "code": app.shows(clock()), **more}
    return app, browser.post("/second-factor", data=data)
