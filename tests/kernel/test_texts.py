"""How a text reads on a day: the last edition, and what has taken effect since."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.dates import PartialDate
from servanda.kernel.texts import Amendment, Article, Change, Consolidated, Edition, articles_of, consolidated, split

FIRST = Edition(PartialDate("2026-01-05"), tuple(Article(n, {"en": f"words of {n}"}) for n in ("1", "2", "3")), "e1")


def amended(made: str, *changes: Change, effect: str = "") -> Amendment:
    return Amendment(PartialDate(made), PartialDate(effect or made), changes, f"a {made} {effect} {changes}")


def replaced(number: str, words: str = "new") -> Change:
    return Change("replace", number, {"en": words})


def on(day: str, *amendments: Amendment, editions: tuple[Edition, ...] = (FIRST,)) -> Consolidated:
    found = consolidated(editions, amendments, date.fromisoformat(day))
    assert found is not None
    return found


def read(text: Consolidated) -> dict[str, str]:
    return {article.number: article.words["en"] for article in text.articles}


def test_before_the_first_edition_there_is_no_text() -> None:
    assert consolidated([FIRST], [], date(2026, 1, 4)) is None
    assert list(read(on("2026-01-05"))) == ["1", "2", "3"]


def test_an_amendment_counts_from_its_effect_and_is_known_from_its_day() -> None:
    later = amended("2026-02-01", replaced("2"), effect="2026-06-01")
    assert on("2026-01-31", later).ahead == ()
    assert on("2026-05-31", later).ahead == (later,)
    assert read(on("2026-05-31", later))["2"] == "words of 2"
    text = on("2026-06-01", later)
    assert (read(text)["2"], text.ahead, text.keys) == ("new", (), ("e1", later.key))


def test_articles_are_put_in_and_taken_out_where_they_belong() -> None:
    change = amended(
        "2026-02-01",
        Change("insert", "1a", {"en": "between"}, after="1"),
        Change("insert", "4", {"en": "last"}),
        Change("delete", "2"),
    )
    assert list(read(on("2026-02-01", change))) == ["1", "1a", "3", "4"]


def test_what_has_no_place_is_told_and_not_applied() -> None:
    odd = amended("2026-02-01", replaced("9"), Change("insert", "1", {"en": "x"}), Change("delete", "3"))
    text = on("2026-02-01", odd)
    assert [one.change.number for one in text.misfits] == ["9", "1"]
    assert read(text) == {"1": "words of 1", "2": "words of 2"}


def test_two_amendments_of_one_day_that_differ_clash_and_of_two_days_do_not() -> None:
    one, other = amended("2026-02-01", replaced("2", "so")), amended("2026-02-01", replaced("2", "otherwise"))
    assert on("2026-03-01", one, other).clashes == ("2",)
    next_day = amended("2026-02-02", replaced("2", "otherwise"))
    assert on("2026-03-01", next_day, one).clashes == ()
    assert read(on("2026-03-01", next_day, one))["2"] == "otherwise"
    # made one after the other, with effect from one day: the later prevails
    second = amended("2026-02-03", replaced("2", "at last"), effect="2026-02-05")
    first = amended("2026-02-02", replaced("2", "so"), effect="2026-02-05")
    text = on("2026-03-01", second, first)
    assert (text.clashes, read(text)["2"]) == ((), "at last")


def test_a_later_edition_has_what_was_amended_before_it_and_not_what_takes_effect_after() -> None:
    second = Edition(PartialDate("2026-04-01"), (Article("1", {"en": "whole anew"}),), "e2")
    early, late = amended("2026-02-01", replaced("1")), amended("2026-02-01", replaced("1"), effect="2026-05-01")
    assert read(on("2026-04-01", early, late, editions=(FIRST, second))) == {"1": "whole anew"}
    assert read(on("2026-05-01", early, late, editions=(FIRST, second))) == {"1": "new"}


def test_editions_that_no_date_orders_and_that_differ_are_rivals() -> None:
    month = Edition(PartialDate("2026-01"), (Article("1", {"en": "otherwise"}),), "e3")
    assert on("2026-02-01", editions=(month, FIRST)).rivals == (month,)
    adopted = Edition(FIRST.when, FIRST.articles, "p1", is_adopted=True)
    text = on("2026-02-01", editions=(FIRST, adopted))
    assert (text.edition, text.rivals) == (FIRST, ())


def test_plain_words_are_split_into_articles() -> None:
    assert split("Preamble.\n\n1. One.\nMore of one.\n\n2) Two.\n1. A list.\n2.1 Under two.") == (
        ("", "Preamble."),
        ("1", "One.\nMore of one."),
        ("2", "Two.\n1. A list."),
        ("2.1", "Under two."),
    )
    # a year or a count at the beginning is no number of an article
    assert split("2016 was dry.\n31 objectives were agreed.") == (
        ("1", "2016 was dry."),
        ("2", "31 objectives were agreed."),
    )


def test_languages_are_joined_article_by_article_where_their_numbers_are_the_same() -> None:
    both = articles_of({"en": "1. One.\n2. Two.", "az": "1. Bir.\n2. İki."}, "k")
    assert [dict(article.words) for article in both] == [{"en": "One.", "az": "Bir."}, {"en": "Two.", "az": "İki."}]
    assert len(articles_of({"en": "1. One.\n2. Two.", "az": "Bir və iki."}, "k")) == 1


@given(st.permutations(["2026-02-01", "2026-02-02", "2026-02-03", "2026-03-01"]), st.dates(date(2026, 1, 5)))
def test_the_order_in_which_it_is_told_does_not_matter(days: list[str], day: date) -> None:
    told = [amended(one, replaced("2", one)) for one in days]
    assert consolidated([FIRST], told, day) == consolidated([FIRST], sorted(told, key=lambda one: one.key), day)
