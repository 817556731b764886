"""A text article by article in plain lines: what came stands as {+so+}, what went as [-so-]."""

from collections.abc import Iterable

from servanda.brief.articles import ArticleTold

_WORDS = {"added": " (put in)", "removed": " (taken out)", "changed": " (changed)", "same": ""}


def as_text(articles: Iterable[ArticleTold]) -> str:
    """The articles with what changed in them, each under its number."""
    return "\n\n".join(_article(one) for one in articles) + "\n"


def _article(one: ArticleTold) -> str:
    head = f"{one.number} {one.heading}".strip() + _WORDS[one.does]
    lines = ["".join(_run(run.does, run.text) for run in paragraph) for paragraph in one.paragraphs]
    return "\n".join(filter(None, (head.strip(), *lines)))


def _run(does: str, text: str) -> str:
    return {"added": f"{{+{text}+}}", "removed": f"[-{text}-]"}.get(does, text)
