"""A Telegram Bot API of our own for tests: a real HTTP server, as strict as the one it stands for.

    with FakeBotApi() as fake:
        channel = ...                      # base_url=fake.url, token=fake.token
        ada = fake.person()
        ada.says("/start spring")
        fake.wait_until(lambda: ada.sees())
        ada.presses("Yes")

It keeps the promises and refusals that a bot can be hurt by: updates leave the queue only when a higher
offset is asked for; a webhook is called again until it answers 2xx; 4096 UTF-16 units; callback data of 1 to
64 bytes; broken HTML; 429 with `retry_after`; 403 from a person who blocked the bot; an edit that names no
keyboard takes it away. Descriptions of errors are those of the real server. It differs where the real one
would only cost time: it delivers to http webhooks on the loopback, waits milliseconds before it delivers
again, and knows no parse mode but HTML.
"""

from tests.fake_bot_api.person import Person
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import Call, Seen

__all__ = ["Call", "FakeBotApi", "Person", "Seen"]
