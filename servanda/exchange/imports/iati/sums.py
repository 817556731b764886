"""Transactions, budgets and planned disbursements of an activity: each one sum."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from servanda.errors import worded
from servanda.exchange.formats.iati import codes
from servanda.exchange.formats.xmltree import Node
from servanda.exchange.imports.iati.organisations import Organisations
from servanda.exchange.imports.iati.words import date_of, text
from servanda.exchange.imports.making import Maker, content, date_or_none, span
from servanda.exchange.imports.model import Refusal, Spot
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import derived_id
from servanda.kinds.contribution import Contribution
from servanda.kinds.fields import Text, slug
from servanda.kinds.money import Money

_NOTHING = PartialDate("../2000-01-01")
_CURRENCY = 3
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
_LONGEST = 40
BUDGET, PLANNED = "budget", "planned-disbursement"


@dataclass
class Sums:
    """Says the sums of one activity. ``latest`` is the file's date: what lies after it has not happened.

    ``unsure`` are the records that a sum which is refused may be said of.
    """

    maker: Maker
    organisations: Organisations
    activity: str
    reporter: str | None
    language: str
    currency: str
    latest: PartialDate | None
    refused: Callable[[Refusal], None]
    unsure: set[str] = field(default_factory=set)
    _lines: Counter[tuple[str, str]] = field(default_factory=Counter)
    _given: dict[str, str] = field(default_factory=dict)

    def say(self, activity: Node) -> None:
        """Say all sums of an activity, in the order of the file."""
        for node in activity.within:
            if node.name == "transaction":
                self._transaction(node)
            elif node.name in (BUDGET, PLANNED):
                self._budget(node)

    def _transaction(self, node: Node) -> None:
        said = self._value(node)
        if said is None:
            return
        kind = node.first("transaction-type")
        flow = self._flow(kind)
        dated = node.first("transaction-date")
        when = date_of(dated) or said.get("value_date")
        provider, receiver = (self.organisations.party(node.first(name), self.language)
                              for name in ("provider-org", "receiver-org"))  # fmt: skip
        notes = [text(node.first("description"), self.language), _rest(dated, self.language)]
        said |= content(
            flow=flow, provider=provider, receiver=receiver,
            reference=self.maker.cut(node.attribute("ref"), 200, node), note=_joined(notes),
        )  # fmt: skip
        if when is not None and self._is_ahead(when):
            said["period"], when = when, None
        giver = provider or (None if flow in codes().incoming else self.reporter)
        self._money(said, self._contribution(giver, node) if giver else self.activity, node, when)

    def _budget(self, node: Node) -> None:
        said = self._value(node)
        if said is None:
            return
        bounds = [date_of(node.first(name)) for name in ("period-start", "period-end")]
        stage = codes().budgets.get(node.attributes.get("type", "").strip().lower())
        if stage is not None:
            node.attribute("type")
        said |= content(flow=node.name, period=span(*bounds), stage=stage)
        for name, field_name in (("provider-org", "provider"), ("receiver-org", "receiver")):
            said |= content(**{field_name: self.organisations.party(node.first(name), self.language)})
        self._money(said, self.activity, node, None)

    def _value(self, node: Node) -> dict[str, Any] | None:
        """The sum itself, with its currency and the day of its rate; ``None``, and told, where there is no number."""
        value = node.first("value")
        number = _plain(value.text) if value else ""
        if value is None or not number:
            said = f"{value.text[:40]!r}" if value else worded("no value")
            at = Spot(row=node.line, column=node.path)
            sentence = worded("The {element} has {value}, which is no sum.", element=node.name, value=said)
            self.refused(Refusal(at, "no-sum", sentence, worded("correct it in the file"), False))
            giver = self.organisations.named(node.first("provider-org"), self.language) or self.reporter or ""
            self.unsure |= {self.activity, self._contribution_of(giver)}
            node.leave()
            return None
        value.take()
        currency = value.attribute("currency").upper() or self.currency
        when = date_or_none(value.attribute("value-date").removesuffix("Z"))
        known = currency if len(currency) == _CURRENCY and currency.isalpha() and currency.isascii() else ""
        if currency and not known:
            said = worded(
                "line {line}: {path}: {currency!r} is no currency; the sum has none.",
                line=node.line,
                path=node.path,
                currency=currency,
            )
            self.maker.notes.append(said)
        return dict(content(amount=number, currency=known, value_date=when))

    def _flow(self, node: Node | None) -> str:
        if node is None:
            return "not-said"
        code = node.attribute("code")
        words = node.take() if not node.within else ""
        return codes().transactions.get(code.upper()) or slug(words or code or "not said")

    def _is_ahead(self, when: PartialDate) -> bool:
        return self.latest is not None and when.earliest > self.latest.latest

    def _contribution(self, giver: str, node: Node) -> str:
        """What a party gives to the activity."""
        found = self._given.get(giver)
        if found is None:
            found = self._given[giver] = self._contribution_of(giver)
            self.maker.say(Contribution(party=giver, operations=(self.activity,)), found, node)
        return found

    def _contribution_of(self, giver: str) -> str:
        return derived_id("iati contribution", f"{self.activity}\x1f{giver}")

    def contributions(self) -> Iterator[str]:
        """The records of what parties give."""
        return iter(self._given.values())

    def _money(self, said: dict[str, Any], about: str, node: Node, when: PartialDate | None) -> None:
        """Take down a sum; of lines that nothing tells apart the second is the second, not the same again."""
        money = Money.model_validate(said)
        line = money.answers(when or _NOTHING)[0].question
        self._lines[about, line] += 1
        if self._lines[about, line] > 1:
            money = money.model_copy(update={"occurrence": self._lines[about, line]})
        self.maker.say(money, about, node, as_of=when)


def _plain(said: str) -> str:
    """A number as the register keeps it: without the commas that part its thousands. Empty where it is none."""
    number = said.replace(" ", "")
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "")
    return number if _NUMBER.fullmatch(number) and len(number) <= _LONGEST else ""


def _rest(node: Node | None, language: str) -> Text | None:
    """The words that stand in the place of a date beside the date."""
    return text(node, language) if node is not None and not node.taken else None


def _joined(notes: list[Text | None]) -> Text | None:
    said = [note for note in notes if note is not None]
    if len(said) < 2:
        return said[0] if said else None
    languages = list(dict.fromkeys(language for note in said for language in note.by))
    return Text(by={one: "; ".join(note.by[one] for note in said if one in note.by) for one in languages})
