"""What readers see of things of several markings: each of them sees one part, and belongs to its audience alone."""

from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.marking import LEVELS, Marking, Reader
from servanda.projection.audiences import BOTH, is_of, markings, parted

GROUPS = ("A", "B", "C")
_groups = st.frozensets(st.sampled_from(GROUPS))
_marking = st.one_of(
    st.just(Marking()), st.builds(lambda level, to: Marking(False, level, tuple(to)), st.sampled_from(LEVELS), _groups)
)
_audience = st.lists(_marking, min_size=1, max_size=2, unique=True).map(lambda two: BOTH.join(one.text for one in two))
_reader = st.builds(Reader, st.just("r"), st.one_of(st.none(), st.sampled_from(LEVELS)), _groups)


@given(st.lists(_audience, min_size=2, max_size=5, unique=True), _reader)
def test_a_reader_belongs_to_the_one_audience_of_what_he_sees(together: list[str], reader: Reader) -> None:
    seen = {one for one in together if is_of(reader, one)}
    found = [(audience, set(part)) for audience, part in parted(together) if is_of(reader, audience)]
    assert [part for _audience, part in found] == ([seen] if seen else [])
    for audience, part in found:
        assert set(markings(audience)) == {mark for one in part for mark in markings(one)}


def test_where_who_may_read_more_may_read_less_there_are_few_parts() -> None:
    every = list(parted(["public", "restricted", "secret"]))
    assert [audience for audience, _part in every] == [
        "public | restricted | secret",
        "public & restricted | secret",
        "public & restricted & secret",
    ]
