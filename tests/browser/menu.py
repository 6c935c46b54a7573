"""The way to a page of staff's through their menu, as it is on this screen."""

from playwright.sync_api import Page


def choose(page: Page, name: str, group: str = "") -> None:
    """Go to the page called `name`: on a phone through the menu that opens, elsewhere by its `group`."""
    page.wait_for_load_state("load")  # without its styles the opener of a phone is on every screen
    opener = page.locator(".staff-nav__opener")
    if opener.is_visible():
        opener.click()
    elif group:
        page.get_by_role("link", name=group, exact=True).click()
    page.get_by_role("navigation", name="Staff pages").get_by_role("link", name=name, exact=True).click()
