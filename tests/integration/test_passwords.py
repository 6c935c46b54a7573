"""The real cost of a password, which the unit tests do not pay."""

import secrets

from admin_api.sign_in import PasswordHash, hash_password, verify_password


def test_the_ordinary_cost_fits_in_the_memory_that_is_allowed_for_it() -> None:
    stored = str(hash_password("lantern otter gravel", secrets.token_bytes))
    assert stored.startswith("scrypt$32768$8$3$")
    assert verify_password("lantern otter gravel", PasswordHash.parse(stored))
    assert not verify_password("lantern otter gravel", None)
