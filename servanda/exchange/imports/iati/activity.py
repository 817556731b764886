"""One activity: what it is, when, who is in it, what was given and what came of it."""

from dataclasses import dataclass, field

from servanda.errors import worded
from servanda.exchange.formats.iati import codes
from servanda.exchange.formats.xmltree import Node
from servanda.exchange.imports.iati.organisations import SCHEME, Organisations
from servanda.exchange.imports.iati.results import say_results
from servanda.exchange.imports.iati.sums import Sums
from servanda.exchange.imports.iati.words import coded, date_of, plain, text, texts
from servanda.exchange.imports.making import NO_LANGUAGE, Maker, content
from servanda.exchange.imports.model import Refusal, Spot
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import derived_id
from servanda.kinds.began import Began
from servanda.kinds.ended import Ended
from servanda.kinds.fields import LANGUAGE, Text, slug
from servanda.kinds.involvement import Involvement
from servanda.kinds.operation import Operation
from servanda.kinds.statement import Statement
from servanda.kinds.step import Step

_PLACES = ("recipient-country", "recipient-region")


@dataclass
class Activities:
    """Says the activities of one file. ``covers`` are the records that the file says all of.

    ``unsure`` are those of refused sums; ``untold`` activities are refused of which it cannot be told what they are.
    """

    maker: Maker
    organisations: Organisations
    language: str
    latest: PartialDate | None
    refused: list[Refusal] = field(default_factory=list)
    covers: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    untold: int = 0
    ahead: int = 0

    def say(self, node: Node) -> bool:
        """Say one activity; says no, and why in ``refused``, where it has no identifier."""
        identifier = node.said("iati-identifier")
        if not identifier:
            sentence = worded("The activity has no iati-identifier, so that nothing could be told of it again.")
            spot = Spot(row=node.line, column=node.path)
            self.refused.append(Refusal(spot, "no-identifier", sentence, worded("give it one in the file")))
            node.leave()
            self.untold += 1
            return False
        said = node.attribute("xml:lang").lower()
        language = said if LANGUAGE.match(said) else self.language
        record = derived_id(SCHEME, f"activity {identifier}")
        reporter = self.organisations.party(node.first("reporting-org"), language)
        self._what(record, identifier, node, reporter, language)
        self._dates(record, node)
        self._status(record, node)
        for one in node.all("description"):
            self._description(record, one, language)
        for one in node.all("participating-org"):
            self._involved(record, one, language)
        sums = Sums(
            self.maker, self.organisations, record, reporter, language,
            node.attribute("default-currency").upper(), self.latest, self.refused.append,
        )  # fmt: skip
        sums.say(node)
        self.unsure |= sums.unsure
        indicators = say_results(self.maker, record, node, language, self.latest)
        self.covers.update((record, *sums.contributions(), *indicators))
        return True

    def _what(self, record: str, identifier: str, node: Node, reporter: str | None, language: str) -> None:
        maker = self.maker
        maker.say(Operation.model_validate(content(led_by=reporter, place=_place(node, language))), record, node)
        title = node.first("title")
        for own, words in texts(title, language).items():
            maker.name(record, words, title or node, own)
        maker.name(record, f"{SCHEME}:{identifier}", node, NO_LANGUAGE, "alias")
        maker.name(record, slug(identifier), node, NO_LANGUAGE, "slug")
        for other in node.all("other-identifier"):
            words = other.attribute("ref") or other.take()
            maker.name(record, words, other, NO_LANGUAGE, "alias")

    def _dates(self, record: str, node: Node) -> None:
        for one in node.all("activity-date"):
            kind = codes().dates.get(one.attributes.get("type", "").strip().lower())
            when = date_of(one) if kind else None
            if kind is None or when is None:
                continue  # untaken, and so told
            one.attribute("type")
            planned = kind.planned
            if not planned and self.latest is not None and when.earliest > self.latest.latest:
                self.ahead += 1
                planned = True
            if planned:
                said = {"act": "plans", "topic": kind.of, "text": coded(when.text), "planned_for": when}
                self.maker.say(Statement.model_validate(said), record, one)
            else:
                self.maker.say(Began() if kind.of == "start" else Ended(), record, one, as_of=when)

    def _status(self, record: str, node: Node) -> None:
        status = node.first("activity-status")
        if status is None:
            return
        words = plain(status, NO_LANGUAGE)
        code = status.attribute("code")
        step = codes().statuses.get(code) or slug(words or code)
        if step:
            self.maker.say(Step(step=step), record, status)

    def _description(self, record: str, node: Node, language: str) -> None:
        words = text(node, language)
        if words:
            topic = codes().descriptions.get(node.attribute("type") or "1") or "description"
            said = {"act": "describes", "topic": topic, "text": words}
            self.maker.say(Statement.model_validate(said), record, node)

    def _involved(self, record: str, node: Node, language: str) -> None:
        party = self.organisations.party(node, language)
        said = node.attributes.get("role", "").strip()
        side = codes().roles.get(said.lower())
        role = {"sides": (side,)} if side else {"name": coded(said)} if said else None
        node.attribute("role")
        found = content(party=party, roles=(role,) if role else ())
        if found:
            self.maker.say(Involvement.model_validate(found), record, node)
        else:
            self.maker.empty[node.name] += 1


def _place(node: Node, language: str) -> Text | None:
    """The countries and regions of an activity, as they are called, else by their codes."""
    named = []
    for name in _PLACES:
        for one in node.all(name):
            words, code = plain(one, language), one.attribute("code")
            named.append((words or code, language if words else NO_LANGUAGE))
    own = [words for words, _ in named if words]
    if not own:
        return None
    return Text(by={named[0][1] if len({language for _, language in named}) == 1 else language: "; ".join(own)})
