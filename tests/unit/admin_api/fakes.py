"""The ports of admin_api, kept in memory."""

from collections import defaultdict
from datetime import datetime

from consultations.staff import Account


class FakeAccounts:
    """`sign_in.Accounts` in memory."""

    def __init__(self, *accounts: Account) -> None:
        self.accounts = {account.name: account for account in accounts}
        self.codes = {"123456"}
        self.failed: defaultdict[str, list[datetime]] = defaultdict(list)

    def find(self, name: str) -> Account | None:
        return self.accounts.get(name)

    def failures(self, name: str) -> list[datetime]:
        return self.failed[name]

    def add_failure(self, name: str, moment: datetime) -> None:
        self.failed[name].append(moment)

    def forget_failures(self, name: str) -> None:
        self.failed.pop(name, None)

    def use_code(self, account: str, code: str, moment: datetime) -> bool:
        """Each code of `self.codes` opens once."""
        if code not in self.codes:
            return False
        self.codes.remove(code)
        return True
