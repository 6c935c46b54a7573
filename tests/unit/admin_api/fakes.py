"""The ports of admin_api, kept in memory."""

from collections import defaultdict
from datetime import datetime

from admin_api.sign_in import Account, Session


class FakeAccounts:
    """`sign_in.Accounts` in memory."""

    def __init__(self, *accounts: Account) -> None:
        self.accounts = {account.name: account for account in accounts}
        self.sessions: dict[str, Session] = {}
        self.failed: defaultdict[str, list[datetime]] = defaultdict(list)

    def find(self, name: str) -> Account | None:
        return self.accounts.get(name)

    def failures(self, name: str) -> list[datetime]:
        return self.failed[name]

    def add_failure(self, name: str, moment: datetime) -> None:
        self.failed[name].append(moment)

    def forget_failures(self, name: str) -> None:
        self.failed.pop(name, None)

    def add_session(self, session: Session) -> None:
        self.sessions[session.fingerprint] = session

    def session(self, fingerprint: str) -> Session | None:
        return self.sessions.get(fingerprint)

    def end_session(self, fingerprint: str) -> None:
        self.sessions.pop(fingerprint, None)

    def end_sessions_of(self, account: str) -> None:
        self.sessions = {key: session for key, session in self.sessions.items() if session.account != account}
