"""Which items a list shows, in which order: by what is kept of where they stand, else by what is said of them."""

from collections.abc import Sequence
from typing import Any

from servanda.ledger.columns import hex_of
from servanda.ledger.database import is_postgresql
from servanda.projection.standings import DISPUTED, ITEM
from servanda.register.editions import frameworks
from servanda.register.lists.itemrows import Row
from servanda.register.lists.kept import Kept
from servanda.register.lists.wanted import Wanted, conditions, plans_wanted
from servanda.register.seeing.plans import LAST_SAID, Plans

ORDERS = ("plan", "code", "holder", "due", "grade", "said")
_KEPT_ORDERS = {
    "plan": "s.container, s.code, s.record",
    "code": "s.code, s.record",
    "holder": "(s.holder IS NULL), s.holder, s.code, s.record",
    "due": "(s.due IS NULL), s.due, s.code, s.record",
}
_COLUMNS = "{0}.record, {0}.entry, {1} AS several, {0}.container, {0}.holder, {0}.due, {0}.code"
# where a row that is kept holds, its readers see all that describes the item; if it has one marking any is as good
_KEPT = _COLUMNS.format("s", "{several}")
_SAID = _COLUMNS.format("i", "i.several")


def ordered(plans: Plans, wanted: Wanted, order: str, first: int, many: int) -> tuple[int, list[Row]]:
    """How many items are wanted, and ``many`` of them in order, from the place ``first`` on."""
    if order == "grade" and wanted.answer:
        order = "code"  # all have the same
    kept = Kept(plans, wanted.questions)
    if kept.is_asked and order in _KEPT_ORDERS and wanted.is_of_plans_only:
        total, found = _by_kept(kept, wanted, order, first, many)
    else:
        total, found = _by_said(plans, wanted, order, first, many)
    return total, [_row(*one) for one in found]


def _by_kept(kept: Kept, wanted: Wanted, order: str, first: int, many: int) -> tuple[int, Sequence[Any]]:
    plans, among = kept.plans, plans_wanted(kept.plans, wanted)
    where, parameters = kept.unanswered(wanted.question) if wanted.is_for_none else kept.answered(*wanted.stand)
    inside, more = kept.in_plans(among, wanted.questions[0])
    where, parameters = where + inside, [*parameters, *more]
    columns = _KEPT.format(several=plans.sight.knowing.of_several("s"))
    sql = f"SELECT {columns} FROM standing AS s{_by_index(order, wanted)} WHERE {where}"  # noqa: S608
    if kept.is_doubtful:
        ((total,),) = plans.sight.rows(f"SELECT COUNT(*) FROM standing AS s WHERE {where}", parameters)  # noqa: S608
        doubtful, of_doubtful = kept.doubtful()
        rest, also = conditions(plans, wanted)
        rest, also = f"{rest} AND i.record IN ({doubtful})", [*also, *of_doubtful]
        ((others,),) = plans.sight.rows(f"SELECT COUNT(*) FROM item AS i WHERE {rest}", also)  # noqa: S608
        total += others
        if others:
            both = f"{sql} UNION ALL SELECT {_SAID} FROM item AS i WHERE {rest}"  # noqa: S608
            sql, parameters = f"SELECT * FROM ({both}) AS s", [*parameters, *also]  # noqa: S608
    elif wanted.is_for_none:
        total = kept.number(ITEM, "", among) - kept.number(wanted.question, None, among)
    else:
        total = kept.number(*wanted.stand, among)
        if order == "plan" and first:
            plan, passed = kept.before(first, *wanted.stand, among)
            sql, parameters, first = f"{sql} AND s.container >= %s", [*parameters, plan], first - passed
    sql = f"{sql} ORDER BY {_KEPT_ORDERS[order]} LIMIT %s OFFSET %s"
    return int(total), plans.sight.rows(sql, [*parameters, many, first]) if total else []


def _by_index(order: str, wanted: Wanted) -> str:
    """The index that has an order: SQLite keeps no statistics, and would put all items in order itself."""
    has_order = order != "plan" and wanted.stand[0] == ITEM
    return f" INDEXED BY standing_{order}" if has_order and not is_postgresql() else ""


def _by_said(plans: Plans, wanted: Wanted, order: str, first: int, many: int) -> tuple[int, Sequence[Any]]:
    where, parameters = conditions(plans, wanted)
    ((total,),) = plans.sight.rows(f"SELECT COUNT(*) FROM item AS i WHERE {where}", parameters)  # noqa: S608
    joins, more, columns = _order(plans, wanted, order)
    sql = f"SELECT {_SAID} FROM item AS i{joins} WHERE {where} ORDER BY {columns} LIMIT %s OFFSET %s"  # noqa: S608
    return int(total), plans.sight.rows(sql, [*more, *parameters, many, first]) if total else []


def _row(own: Any, tick: int, several: bool, container: Any, holder: Any, *_: Any) -> Row:
    return Row(hex_of(own) or "", tick, bool(several), hex_of(container) or "", hex_of(holder))


def _order(plans: Plans, wanted: Wanted, order: str) -> tuple[str, list[Any], str]:
    """What to join for an order, its parameters, and the columns to order by."""
    last = "i.code, i.record"
    if order == "code":
        return "", [], last
    if order == "holder":
        return "", [], f"(i.holder IS NULL), i.holder, {last}"
    if order == "due":
        return "", [], f"(i.due IS NULL), i.due, {last}"
    if order == "said":
        counts, parameters = plans.claims()
        said = (
            f"SELECT k.about, {LAST_SAID} / {1 << 40} AS said FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE k.detail AND {counts} GROUP BY k.about"
        )
        return f" LEFT JOIN ({said}) AS s ON s.about = i.record", parameters, f"(s.said IS NULL), s.said DESC, {last}"
    if order == "grade" and wanted.question:
        standings, parameters = plans.standings(wanted.question)
        ranked = " ".join(f"WHEN '{grade}' THEN {place}" for place, grade in enumerate(_scale(wanted)))
        place = f"CASE g.v {ranked} WHEN '{DISPUTED}' THEN -1 ELSE -2 END" if ranked else "g.v"
        return f" LEFT JOIN ({standings}) AS g ON g.about = i.record", parameters, f"(g.v IS NULL), {place}, {last}"
    return "", [], f"i.container, {last}"


def _scale(wanted: Wanted) -> list[str]:
    """The grades of a question in the order of the framework, or of the first that has its axis."""
    axis_slug = wanted.question.split("/")[1] if wanted.question.count("/") == 2 else ""
    known = frameworks()
    for slug in [wanted.framework] if wanted.framework in known else sorted(known):
        axis = known[slug].axis(axis_slug)
        if axis is not None:
            return [grade.slug for grade in axis.scale]
    return []
