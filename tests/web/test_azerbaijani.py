"""The pages in Azerbaijani: of the interface nothing is left in English; what was said stays as it was said, marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import resolve, reverse

import servanda
from servanda import register
from servanda.accounts.roles import ROLES
from servanda.kernel.standpoint import Standpoint
from servanda.web.forms.kindwords import RECORDABLE
from servanda.web.urls import urlpatterns
from tests.access.addresses import address as address_of
from tests.access.register import OWN, build, record_of
from tests.access.rules import RULES
from tests.support import world
from tests.support.databases import Database, Databases
from tests.support.heard import unheard
from tests.support.people import a_person, signed_in

CATALOGUE = Path(servanda.__file__).parent / "locale" / "az" / "LC_MESSAGES" / "django.po"
DAYS = ("2016-11-15", "2026-11-24")
OF_EACH_KIND = 2
# files are told where they are made; corrections are forms, tried below; what was uploaded, in test_importing.py
FILES = {"brief", "brief-pdf", "brief-docx", "items-csv", "issued", "correct"}
FILES |= {"meeting-minutes-pdf", "meeting-minutes-docx"}
FILES |= {name for name in RULES if name.endswith(("-ics", "-atom"))}  # tests/exchange/feeds
UPLOADED = {"import-file", "import-preview", "import-mapping"}
ANSWERS = {"review-answers", "review-answer"}  # of a review that is under way: in test_reviews.py
# about people: those that a person signed in opens, told below; the rest are forms of signing in
PEOPLE = ({name for name, rule in RULES.items() if not rule.shows} | {"desk"}) - UPLOADED
TOLD_OF_PEOPLE = (
    "me", "told", "desk", "people", "people-log", "partnership-people", "why", "account_login",
    "account_reset_password",
    "mfa_index", "mfa_list_webauthn", "usersessions_list", "account_logout",
    "socialaccount_signup", "socialaccount_login_cancelled",
)  # fmt: skip

_READ_ALOUD = ("aria-label", "aria-valuetext", "title", "placeholder", "alt")
_VOID = {"meta", "link", "input", "br", "img", "hr", "path", "rect", "circle", "line", "use"}
_SLOT = re.compile(r"\{\w*\}|%\(\w+\)s")
_WORD = re.compile(r"[A-Za-z’']{2,}")


@dataclass
class Interface(HTMLParser):
    """The words of a page in the page's own language: shown, or read aloud."""

    words: list[str] = field(default_factory=list)
    _open: list[tuple[str, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or (self._open[-1][1] if self._open else "")
        silent = tag in {"script", "style"} or bool(self._open and self._open[-1][2])
        if language == "az":
            self.words += [words for name in _READ_ALOUD if (words := given.get(name))]
        if tag not in _VOID:
            self._open.append((tag, language, silent))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] == "az" and not self._open[-1][2] and data.strip():
            self.words.append(" ".join(data.split()))


def english() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Every text of more than two words that Azerbaijani says otherwise, as it would be found on a page."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="az"):
            for text in (message.id,) if isinstance(message.id, str) else tuple(message.id):
                longest = max((" ".join(piece.split()) for piece in _SLOT.split(text)), key=len)
                if len(_WORD.findall(longest)) > 2 and longest not in str(message.string):
                    yield text, longest, re.compile(rf"(?<!\w){re.escape(longest)}(?!\w)")


ENGLISH = tuple(english())


@pytest.fixture
def visitor(databases: Databases, client: Client) -> Iterator[Client]:
    with databases.fresh("sqlite", "the pages in Azerbaijani", world.build) as fresh:
        assert isinstance(fresh, Database)
        yield client


def left_in_english(page: str) -> dict[str, str]:
    """The texts of the catalogue that stand on a page untranslated, and where."""
    interface = Interface()
    interface.feed(page)
    together = "\n".join(interface.words)
    there = [(text, found) for text, longest, found in ENGLISH if longest in together]
    return {text: words for text, found in there for words in interface.words if found.search(words)}


def unlinked(as_of: str) -> Iterator[str]:
    """Pages that are reached by their address: of what is told within the page of its partnership."""
    at = register.resolve(Standpoint(as_of=date.fromisoformat(as_of)))
    for partnership in register.whole_view(at).of_kind("partnership"):
        view = register.partnership_view(partnership.about, at)
        yield from (reverse(fact.kind, args=[fact.about]) for fact in view.of_kind("decision", "review"))
        yield from (reverse("review-meeting", args=[fact.about]) for fact in view.of_kind("review"))


def walked(visitor: Client, as_of: str) -> Iterator[tuple[str, str, str]]:
    """Some pages of each kind, followed from the first by their links: name, address and page."""
    waiting = ["/", *unlinked(as_of), *(f"/record/?kind={kind}" for kind in sorted(RECORDABLE))]
    seen, often = set[str](), dict[str, int]()
    while waiting:
        parts = urlsplit(waiting.pop(0))
        name = str(resolve(parts.path).url_name)
        own = [(key, value) for key, value in parse_qsl(parts.query) if key in ("kind", "scope", "about")]
        address = f"{parts.path}?{urlencode([*own, ('as_of', as_of), ('lang', 'az')])}"
        limit = len(RECORDABLE) + 2 if name == "record" else OF_EACH_KIND
        if name in FILES or address in seen or often.get(name, 0) >= limit:
            continue
        seen.add(address)
        often[name] = often.get(name, 0) + 1
        answer = visitor.get(address, follow=True)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        waiting += [unescape(link) for link in re.findall(r'href="(/[^"#]*)', page) if not link.startswith("/static")]
        yield name, address, page


def test_no_text_of_the_interface_is_left_in_english(visitor: Client) -> None:
    names = set[str]()
    for day in DAYS:
        for name, address, page in walked(visitor, day):
            names.add(name)
            assert '<html lang="az"' in page, address
            assert (left_in_english(page), unheard(page)) == ({}, []), address
    moved = visitor.get("/plan/ipap-4/dates/?lang=az")  # led to only where a date moved
    assert (moved.status_code, left_in_english(moved.content.decode())) == (200, {})
    # a text version has no page of its own: it leads to where it is decided
    assert names | FILES | UPLOADED | ANSWERS | PEOPLE | {"dates", "text-version"} == {
        str(one.name) for one in urlpatterns
    }


def test_the_pages_about_people_are_told_in_azerbaijani(databases: Databases, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    with databases.fresh("sqlite"):
        build()
        own = record_of(OWN, "partnership")
        chief = a_person("Chief", roles=[(role.name, "" if role.only_whole else own) for role in ROLES.values()])
        tab = signed_in(chief)
        for name in TOLD_OF_PEOPLE:
            asked = address_of(name, OWN)
            page = (signed_in(None) if name == "account_login" else tab).get(f"{asked}?lang=az").content.decode()
            assert '<html lang="az"' in page, name
            assert (left_in_english(page), unheard(page)) == ({}, []), name


def test_forms_and_faults_are_told_in_azerbaijani(visitor: Client) -> None:
    assert left_in_english(visitor.get("/partnership/nobody/?lang=az").content.decode()) == {}
    assert left_in_english(visitor.get("/?lang=az&as_of=someday").content.decode()) == {}
    fact = next(
        re.findall(r'href="(/fact/[^/"]+/)', page) for _, _, page in walked(visitor, DAYS[1]) if "/fact/" in page
    )
    assert left_in_english(visitor.get(f"{fact[0]}correct/?lang=az").content.decode()) == {}


def test_the_check_finds_what_a_listener_misses() -> None:
    page = "<h1 id=a>A</h1><h3 id=a>B</h3><input name=x><a href=/></a><p aria-describedby=b></p>"
    assert unheard(page) == [
        "the identifier a stands 2 times",
        "aria-describedby names b, which is not there",
        "the control x has no label",
        "a / has no name",
        "the heading “B” of level 3 follows on level 1",
    ]


def test_the_check_finds_what_is_left_in_english() -> None:
    page = '<html lang="az"><body><h2>What is disputed</h2><p lang="en">What is not known</p></body></html>'
    assert set(left_in_english(page)) == {"What is disputed"}


def test_numbers_and_dates_stand_as_azerbaijani_writes_them(visitor: Client) -> None:
    ref = re.findall(r'href="(/partnership/[^/"]+/)', visitor.get("/?lang=az").content.decode())
    pages = [visitor.get(f"{address}?as_of=2016-11-15&lang=az").content.decode() for address in dict.fromkeys(ref)]
    page = next(" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in pages if "PARP" in one)
    assert "15 noyabr 2016-cı il tarixinə" in page
    assert "20 noyabr 2002-ci ildən xidmətdədir" in page
    assert "o cümlədən Silahlı Qüvvələr üçün 27" in page
    assert re.search(r"\d+ əvvəlki məlumat\b", page)
