"""Templates are kept in one language each: what they say follows the page's language, and what varies stays open."""

from django.template import Engine
from django.utils.translation import override

BASE = "{% load i18n %}<h1>{% block head %}{% translate 'Sources' %}{% endblock %}</h1>{% comment %}no{% endcomment %}"
PAGE = (
    '{% extends "base" %}{% load i18n %}{% block head %}{% if told %}{% translate "Plan" %}{% else %}{{ name }}'
    "{% endif %}: {% translate name %}{% endblock %}"
)

BOTH = '{% include which %}{% include "base" %}'
TREE = (
    '{% load i18n %}<li>{{ one.name }} {% translate "Sources" %}{% for one in one.parts %}'
    '{% include "tree" with one=one only %}{% endfor %}</li>'
)


def engine() -> Engine:
    own = (
        "django.template.loaders.locmem.Loader",
        {"base": BASE, "page": PAGE, "tree": TREE, "both": '{% include which %}{% include "base" %}'},
    )
    library = {"i18n": "django.templatetags.i18n"}
    return Engine(loaders=[("servanda.web.drawing.settledtemplates.Loader", [own])], libraries=library)


def drawn(template: str, language: str, /, **said: object) -> str:
    with override(language):
        return KEPT.render_to_string(template, said)


KEPT = engine()


def test_a_template_speaks_the_language_of_each_page() -> None:
    english, azerbaijani = drawn("base", "en"), drawn("base", "az")
    assert english == "<h1>Sources</h1>"
    assert azerbaijani not in ("", english)
    assert drawn("base", "en") == english


def test_what_a_page_is_given_is_looked_up_each_time() -> None:
    assert drawn("page", "en", told=True, name="Sources") == "<h1>Plan: Sources</h1>"
    assert drawn("page", "en", told=False, name="<b>") == "<h1>&lt;b&gt;: &lt;b&gt;</h1>"
    assert "Sources" not in drawn("page", "az", told=True, name="Sources")


def test_an_included_template_speaks_the_language_of_each_page() -> None:
    part = {"name": "b", "parts": []}
    english = drawn("tree", "en", one={"name": "a", "parts": [part]})
    assert english == "<li>a Sources<li>b Sources</li></li>"
    assert "Sources" not in drawn("tree", "az", one={"name": "a", "parts": [part]})
    assert drawn("tree", "en", one=part) == "<li>b Sources</li>"


def test_an_include_that_the_page_names_is_looked_up_each_time() -> None:
    assert drawn("both", "en", which="tree", one={"name": "a"}) == "<li>a Sources</li><h1>Sources</h1>"
    assert drawn("both", "en", which="base") == "<h1>Sources</h1><h1>Sources</h1>"
