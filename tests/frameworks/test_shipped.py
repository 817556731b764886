"""The shipped frameworks: they load, say exactly what is public, and leave open what is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

import servanda.frameworks
from servanda.frameworks import Framework, Frameworks, Label, Source, Word, describe, load_all
from servanda.kernel.silence import Rules

SLUGS = [
    "action-plan",
    "anp",
    "eu-accession",
    "fatf",
    "greco",
    "ipap",
    "itpp",
    "occ",
    "ogp-action-plan",
    "paris-agreement",
    "parp",
    "pfp",
    "strategic-plan",
    "upr",
]


@pytest.fixture(scope="module")
def known() -> Frameworks:
    return load_all()


def scale(framework: Framework, axis: str) -> list[str]:
    found = framework.axis(axis)
    assert found
    return [grade.label("en") for grade in found.scale]


def test_they_all_load(known: Frameworks) -> None:
    assert list(known) == SLUGS
    assert len(known) == len(SLUGS)


def test_they_nest(known: Frameworks) -> None:
    assert [framework.slug for framework in known.under("pfp")] == ["anp", "ipap", "itpp", "occ", "parp"]
    outermost = [framework.slug for framework in known.outermost()]
    assert outermost == [
        "action-plan", "eu-accession", "fatf", "greco", "ogp-action-plan", "paris-agreement", "pfp",
        "strategic-plan", "upr",
    ]  # fmt: skip


def test_completion_is_graded_as_its_glossary_has_it(known: Frameworks) -> None:
    completion = known["ogp-action-plan"].axis("completion")
    assert completion
    assert [grade.label("en") for grade in completion.grades] == [
        "No Evidence Available",
        "Not Started",
        "Limited",
        "Substantial",
        "Complete",
    ]
    assert [grade.slug for grade in completion.grades if not grade.on_scale] == ["no-evidence-available"]
    assert [grade.slug for grade in completion.grades if grade.high] == ["substantial", "complete"]
    assert [grade.slug for grade in completion.grades if grade.done] == ["complete"]
    assert completion.rank("no-evidence-available") is None
    assert [completion.rank(slug) for slug in ("not-started", "limited", "substantial", "complete")] == [0, 1, 2, 3]


def test_effect_is_another_scale_and_changed_in_2020(known: Frameworks) -> None:
    plan = known["ogp-action-plan"]
    assert scale(plan, "early-results") == ["Worsened", "Did not change", "Marginal", "Major", "Outstanding"]
    assert scale(plan, "potential-for-results") == ["Unclear", "Modest", "Substantial"]
    early, potential = plan.axis("early-results"), plan.axis("potential-for-results")
    assert early
    assert potential
    assert (early.plans_until, potential.plans_from) == (2019, 2020)
    assert [grade.slug for grade in early.grades if grade.high] == ["major", "outstanding"]


def test_an_answer_is_not_what_was_done(known: Frameworks) -> None:
    upr = known["upr"]
    assert scale(upr, "answer") == ["Rejected", "Noted", "Accepted"]
    assert scale(upr, "implementation") == ["Not implemented", "Partially implemented", "Fully implemented"]
    answer, specificity = upr.axis("answer"), upr.axis("specificity")
    assert answer
    assert specificity
    assert not any(grade.done for grade in answer.grades)
    assert [grade.slug for grade in specificity.grades] == [f"action-{number}" for number in range(1, 6)]
    assert specificity.tracks == ("classifier",)
    assert (track := upr.track("classifier"))
    assert track.voice == "independent"


def test_a_state_and_its_change_are_two_axes(known: Frameworks) -> None:
    accession = known["eu-accession"]
    assert [label for label in scale(accession, "preparation") if "/" not in label] == [
        "Early stage",
        "Some level",
        "Moderately prepared",
        "Good level",
        "Well advanced",
    ]
    progress = ["Backsliding", *(f"{much} progress" for much in ("No", "Limited", "Some", "Good", "Very good"))]
    assert scale(accession, "progress") == progress


def test_what_is_on_paper_and_what_works_are_two_axes(known: Frameworks) -> None:
    fatf = known["fatf"]
    assert [label.partition(",")[0] for label in scale(fatf, "technical-compliance")] == ["NC", "PC", "LC", "C"]
    assert [label.partition(",")[0] for label in scale(fatf, "effectiveness")] == ["LE", "ME", "SE", "HE"]
    technical = fatf.axis("technical-compliance")
    assert technical
    assert technical.rank("not-applicable") is None


def test_recommendations_are_implemented_in_three_grades(known: Frameworks) -> None:
    assert scale(known["greco"], "compliance") == [
        "not implemented",
        "partly implemented",
        "implemented satisfactorily or dealt with in a satisfactory manner",
    ]
    assert scale(known["anp"], "implementation") == ["not fulfilled", "in progress", "fulfilled"]


def test_several_assess_one_commitment(known: Frameworks) -> None:
    completion = known["ogp-action-plan"].axis("completion")
    assert completion
    assert completion.tracks == ("self", "irm", "civil-society")
    assert {track.voice for track in known["ogp-action-plan"].tracks} == {"self", "independent"}


@pytest.mark.parametrize("slug", ["parp", "ipap", "itpp", "paris-agreement"])
def test_no_scale_is_invented_where_none_is_public(known: Frameworks, slug: str) -> None:
    assert not known[slug].has_scale
    assert any("scale" in gap.what("en") for gap in known[slug].gaps)
    assert "  No grade scale is defined." in describe(known[slug])


def test_units_are_evaluated_in_two_levels(known: Frameworks) -> None:
    steps = [step.slug for step in known["occ"].evaluations]
    assert steps == ["declared", "sel1", "nel1", "sel2", "nel2", "certified"]


def test_goals_are_split_by_holder_and_by_service(known: Frameworks) -> None:
    parp = known["parp"]
    service = parp.split("service")
    assert service
    assert service.within == "holder/armed-forces"
    assert [one.slug for one in service.classes] == ["joint", "land", "navy", "air"]
    assert parp.class_label("holder", "armed-forces", "az") == "Silahlı Qüvvələr"
    assert parp.class_label("holder", "nobody", "en") is None


def test_items_are_called_by_their_own_word(known: Frameworks) -> None:
    goal, commitment = known["parp"].item, known["ogp-action-plan"].item
    assert goal
    assert commitment
    assert (goal.counted(1, "en"), goal.counted(41, "en")) == ("partnership goal", "partnership goals")
    assert (goal.many("az"), goal.counted(41, "az")) == ("tərəfdaşlıq məqsədləri", "tərəfdaşlıq məqsədi")
    assert commitment.one("en") == "commitment"
    assert known["pfp"].item is None


def test_a_plan_has_a_course(known: Frameworks) -> None:
    phases = {step.slug: step.phase for step in known["ipap"].steps}
    assert phases["to-be-developed"] == "ahead"
    assert phases["approved"] == "standing"
    assert phases["lapsed"] == "over"


def test_one_objection_breaks_a_silence(known: Frameworks) -> None:
    silence = next(one for one in known["parp"].procedures if one.slug == "silence")
    assert silence.objections_that_break == 1
    assert silence.has_deadline


def labels(model: object) -> Iterator[Label | Word]:
    if isinstance(model, Label | Word):
        yield model
    elif isinstance(model, Source):
        yield from labels(model.supports)  # a title stands in the language it was published in
    elif isinstance(model, tuple):
        for item in model:
            yield from labels(item)
    elif isinstance(model, BaseModel):
        for name in type(model).model_fields:
            yield from labels(getattr(model, name))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_label_is_in_english_and_azerbaijani(known: Frameworks, slug: str) -> None:
    found = list(labels(known[slug]))
    assert len(found) > 10
    assert [label for label in found if set(label.by) != {"en", "az"}] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_an_edition_is_read_back_from_its_canonical_text(known: Frameworks, slug: str) -> None:
    again = Framework.from_canonical(known[slug].canonical_text())
    assert again == known[slug]
    assert again.sha256 == known[slug].sha256


def test_a_change_of_the_rules_is_another_hash(known: Frameworks) -> None:
    changed = known["parp"].model_copy(update={"edition": "2025"})
    assert changed.sha256 != known["parp"].sha256
    assert len({framework.sha256 for framework in known.values()}) == len(known)


@pytest.mark.parametrize("language", ["en", "az", "ka"])
@pytest.mark.parametrize("slug", SLUGS)
def test_each_is_told_in_plain_lines(known: Frameworks, slug: str, language: str) -> None:
    lines = describe(known[slug], language, known)
    assert known[slug].title("az" if language == "az" else "en") in lines[0]
    told = "\n".join(lines)
    for gap in known[slug].gaps:
        assert gap.what(language) in told
    for source in known[slug].sources:
        assert source.address in told


def test_parents_are_told_by_their_short_titles(known: Frameworks) -> None:
    assert "Under: PfP" in describe(known["parp"], "en", known)
    assert "Under: pfp" in describe(known["parp"])
    assert "Gives way to: ITPP" in describe(known["ipap"], "en", known)


def test_no_code_names_a_framework() -> None:
    code = Path(servanda.frameworks.__file__).parent
    text = "\n".join(path.read_text(encoding="utf-8").lower() for path in sorted(code.glob("*.py")))
    assert [slug for slug in [*SLUGS, "nato"] if slug in text] == []


def test_what_is_offered_is_complete_and_sorted() -> None:
    offered = servanda.frameworks.__all__
    assert offered == sorted(offered)
    assert all(hasattr(servanda.frameworks, name) for name in offered)


def test_where_the_public_record_tells_of_silence_it_can_be_followed(known: Frameworks) -> None:
    followed = {slug for slug, framework in known.items() if framework.procedure_of("silence")}
    assert followed == {"ipap", "itpp", "parp", "pfp"}
    for slug in followed:
        assert known[slug].rules_of("silence") == Rules()
        assert known[slug].allows("concurrence")
        assert any("[silence; 1 party breaks it; a reply at the very expiry is late]" in line
                   for line in describe(known[slug]))  # fmt: skip
    # a process that says nothing of it may use either
    assert known["greco"].allows("silence")
    assert known.rules_of(None, "silence") == known.rules_of("there-is-none", "silence") == Rules()
