"""What should have been dealt with within one working day, looked at from both ends."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from consultations.working_days import due_before, within_one_day

LONDON = ZoneInfo("Europe/London")
CLOSED = (date(2026, 12, 25), date(2026, 12, 28))


@pytest.mark.parametrize("hours", range(0, 24 * 14, 5))
def test_what_came_before_is_late_and_what_came_since_is_not(hours: int) -> None:
    now = datetime(2026, 12, 20, 9, tzinfo=UTC) + timedelta(hours=hours)
    edge = due_before(now, LONDON, CLOSED)
    assert within_one_day(edge - timedelta(seconds=1), LONDON, CLOSED) < now
    assert within_one_day(edge, LONDON, CLOSED) >= now
