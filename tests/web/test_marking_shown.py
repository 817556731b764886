"""The marking at the head and foot of a page: of what is in it for whoever looks, and never of what was hidden."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from servanda import register
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.register import Draft
from servanda.register.lists.items import listed
from servanda.register.seeing import noted
from tests.access.register import OTHER, OWN, described, marked, record_of
from tests.support.databases import Databases
from tests.support.people import a_person, signed_in


@pytest.fixture(scope="module")
def clients(databases: Databases) -> Iterator[dict[str, Client]]:
    """A register whose one partnership holds marked statements, and people cleared for some of them."""
    with databases.fresh("sqlite"):
        register.record([draft for place in (OWN, OTHER) for draft in described(place)], actor="tester")
        register.record([draft for _, drafts in marked(OWN) for draft in drafts], actor="tester")
        yield {
            "nobody": signed_in(None),
            "a": signed_in(a_person("a", cleared=[("restricted", ("A",))])),
            "b": signed_in(a_person("b", cleared=[("secret", ("B",))])),
            "low": signed_in(a_person("low", cleared=[("unclassified", ())])),
        }


def marks(client: Client, path: str) -> list[str]:
    text = client.get(path).content.decode()
    return [part.split("</span>")[1].split("</p>")[0] for part in text.split('<p class="marking">')[1:]]


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [
        ("nobody", "PUBLIC", "PUBLIC"),
        ("low", "PUBLIC", "PUBLIC"),
        ("a", "RESTRICTED, RELEASABLE TO A", "PUBLIC"),
        ("b", "SECRET, RELEASABLE TO B", "PUBLIC"),
    ],
)
def test_a_page_bears_the_highest_marking_of_what_is_in_it(
    clients: dict[str, Client], who: str, own: str, other: str
) -> None:
    for name, record in (("partnership", "partnership"), ("objective", "objective"), ("package", "package")):
        assert marks(clients[who], reverse(name, args=[record_of(OWN, record)])) == [own, own], name
        assert marks(clients[who], reverse(name, args=[record_of(OTHER, record)])) == [other, other], name


def test_a_brief_says_it_in_every_form(clients: dict[str, Client]) -> None:
    record = record_of(OWN, "partnership")
    for form in ("txt", "md", "html"):
        text = clients["b"].get(reverse("brief", args=[record, form])).content.decode()
        assert text.count("SECRET, RELEASABLE TO B") == 2, form
        assert clients["nobody"].get(reverse("brief", args=[record, form])).content.decode().count("PUBLIC") == 2
    told = clients["b"].get(reverse("brief", args=[record, "json"])).json()["marking"]
    assert told == {
        "public": False,
        "level": "secret",
        "releasable_to": ["B"],
        "apart": False,
        "words": "Secret, releasable to B",
    }


def test_lists_search_and_the_list_of_plans_bear_it_too(clients: dict[str, Client]) -> None:
    for path in ("/items/", "/portfolio/", "/search/?q=hiddenwordown4", "/items/?q=hiddenwordown4"):
        response = clients["b"].get(path)
        assert response.status_code == 200, path
        assert marks(clients["b"], path) == ["SECRET, RELEASABLE TO B"] * 2, path
        assert marks(clients["nobody"], path) == ["PUBLIC"] * 2, path
    reader = Reader("b", "secret", frozenset("B"))
    for words, public in (("OTHER", True), ("hiddenwordown4", False)):
        with noted.noting() as found:
            assert listed(register.resolve(Standpoint(reader=reader)), words=words).total == 1
        assert found.high_water().public is public, "of what is listed, not of all there is"


def test_what_is_in_it_for_two_groups_is_said_to_be_for_no_one_group(clients: dict[str, Client]) -> None:
    drafts = [
        Draft(fact.payload, fact.about, fact.as_of, fact.scope, marking=Marking(False, "restricted", (group,)))
        for group in "CD"
        for fact in described(OTHER)
        if fact.payload.kind == "strength"
    ]
    register.record(drafts, actor="tester")
    both = signed_in(a_person("cd", cleared=[("restricted", ("C", "D"))]))
    path = reverse("contribution", args=[record_of(OTHER, "contribution")])
    assert marks(both, path) == ["RESTRICTED, RELEASED TO NO ONE GROUP AS A WHOLE"] * 2
