"""A script in every text field of every kind: stored or sent back, a page or a document holds it as words alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from servanda import register
from servanda.register import Draft
from servanda.web.forms import tree, writing
from servanda.web.forms.kindwords import RECORDABLE
from servanda.web.permission import SETTING
from tests.access.addresses import SLOW, address
from tests.access.register import OWN, described
from tests.access.rules import RULES
from tests.support.databases import Databases
from tests.support.scripted import ESCAPED, MARK, SCOPE, Form, Page, Scripted, closers, drafts, record_for

RAW = "<script>alert"
SILENT = {"desk", "follow", "issued", "text-version"}  # they lead on: to sign in, to a document, to the procedure
SHOWING = [name for name, rule in RULES.items() if rule.shows and name not in SLOW]


@dataclass
class World:
    """The register, and a browser of somebody who may record whatever the pages take."""

    scripted: Scripted = field(default_factory=Scripted)
    facts: dict[str, list[Draft]] = field(default_factory=dict)
    closed: dict[str, list[Draft]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(HTTP_HOST="localhost"))

    def build(self) -> None:
        """Record it all, by somebody whose name is a script, too."""
        register.record(described(OWN), actor=self.scripted.words("actor"))
        every = list(drafts(self.scripted))
        register.record([one for _kind, some in every for one in some], actor=self.scripted.words("actor"))
        for kind, some in every:
            self.facts.setdefault(kind, []).append(some[0])
        self.closed = closers(self.scripted)
        register.record([one for some in self.closed.values() for one in some], actor=self.scripted.words("actor"))

    def address(self, name: str) -> str:
        """Where a page is looked at: of the record of which there is most to tell."""
        if name == "search":
            return "/search/?q=script"
        if name in ("operation", "source"):
            return reverse(name, args=[record_for(name)])
        return address(name, OWN)

    def page(self, name: str) -> str:
        """A page as it was looked at first."""
        if name not in self.pages:
            self.pages[name] = self.looked_at(self.address(name))
        return self.pages[name]

    def fill(self, path: str, form: Form, button: tuple[str, str]) -> None:
        """Send a form with a script in each of its fields, by one of its buttons."""
        typed = {name: self.scripted.words(name) for name in form.typed}
        sent = {**form.chosen, **typed, **({button[0]: button[1]} if button[0] else {})}
        to = form.action or path
        harmless(f"{to} {button}", getattr(self.client, form.method)(to, sent, follow=True))

    def looked_at(self, path: str, typed: dict[str, str] | None = None) -> str:
        """What is answered, once it is seen that nothing of it runs."""
        response = self.client.get(path) if typed is None else self.client.post(path, typed, follow=True)
        return harmless(path, response)


def harmless(path: str, response: Any) -> str:
    """The text of an answer in which no text became markup."""
    assert response["X-Content-Type-Options"] == "nosniff"
    text: str = response.content.decode()
    if response["Content-Type"].startswith(("application/json", "text/plain", "text/calendar", "text/csv")):
        return text
    assert RAW not in text, path
    if response["Content-Type"].startswith("text/html"):
        assert Page(text).wrong == [], path
    return text


@pytest.fixture(scope="module")
def world(databases: Databases) -> Iterator[World]:
    """Give one register to all tests of this file."""
    with databases.fresh("sqlite"):
        made = World()
        made.build()
        yield made


@pytest.fixture(autouse=True)
def may_record(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Let everyone record, as on a machine of one's own."""
    monkeypatch.setenv(SETTING, "1")
    settings.ALLOWED_HOSTS = ["localhost"]


def test_only_what_is_held_to_a_form_takes_no_script(world: World) -> None:
    assert world.scripted.closed == {"result.figure", "review-step.edition", "source.sha256", "text-version.sha256"}


def test_every_text_of_every_statement_stands_on_its_page_as_words(world: World) -> None:
    for facts in world.facts.values():
        for fact in facts:
            shown = set(ESCAPED.findall(world.looked_at(reverse("fact", args=[fact.id]))))
            told = MARK.findall(str(fact.payload.content()))
            assert [world.scripted.marks[mark] for mark in told if mark not in shown] == []
    for closed, some in world.closed.items():
        text = world.looked_at(reverse("fact", args=[closed]))
        assert set(MARK.findall(str(some[-1].payload.content()))) <= set(ESCAPED.findall(text))


def test_every_page_holds_them_as_words(world: World) -> None:
    silent = {name for name in SHOWING if not MARK.search(world.page(name))}
    for form in ("html", "txt", "md"):
        text = world.looked_at(reverse("brief", args=[SCOPE, form]))
        assert MARK.search(text)
    assert silent == SILENT


@pytest.mark.parametrize("kind", sorted(RECORDABLE))
def test_a_form_that_is_sent_back_holds_what_was_typed_as_words(world: World, kind: str) -> None:
    content = world.facts[kind][0].payload if kind in world.facts else None
    typed = dict(tree.flat({"c": writing.tree_of(content)})) if content is not None else {}
    for name in ("at", "quote.lines.0.text", "s.title.lines.0.text", "s.publisher", "s.author", "s.address", "who"):
        typed[name] = world.scripted.words(name)
    sent = {**typed, "as_of": "yesterday", "source": "new"}
    text = world.looked_at(f"{reverse('record')}?scope={SCOPE}&kind={kind}", sent)
    shown = set(ESCAPED.findall(text))
    assert [name for name, words in typed.items() if (mark := MARK.findall(words)) and not set(mark) <= shown] == []


def test_whatever_form_of_a_page_is_filled_with_scripts_they_stay_words(world: World) -> None:
    sent = set()
    for name in SHOWING:
        for form in Page(world.page(name)).forms:
            for button in form.buttons or [("", "")]:
                key = (form.method, frozenset(form.typed), frozenset(form.chosen), button[0], button[1].split(":")[0])
                if form.typed and key not in sent:
                    sent.add(key)
                    world.fill(world.address(name), form, button)
    assert len(sent) > 30
