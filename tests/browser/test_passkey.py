"""A passkey, with the browser's virtual authenticator: added, signed in with, removed."""

import re

from playwright.sync_api import Page, expect

from tests.support.databases import Database
from tests.support.people import PASSWORD, a_person
from tests.support.serving import serving

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_signs_in_without_a_password(sqlite_database: Database, page: Page) -> None:
    a_person("Aysel", password=PASSWORD)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    with serving(sqlite_database) as address:
        home = address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
        page.goto(f"{home}/account/sign-in/?next=/account/passkeys/new/")
        page.get_by_label("E-mail address").fill("aysel@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("Name").fill("this laptop")
        page.get_by_label("Sign in with it alone").check()
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
        page.goto(f"{home}/account/passkeys/")
        expect(page.get_by_role("rowheader", name="this laptop")).to_be_visible()
        page.goto(f"{home}/account/sign-out/")
        page.get_by_role("button", name="Sign out").click()
        page.goto(f"{home}/account/sign-in/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page).to_have_url(re.compile("/account/$"))
        expect(page.get_by_role("heading", name="Aysel")).to_be_visible()
    assert faults == [], "the strict policy stopped no script of ours"
