"""``servanda frameworks``: the rules of processes that are known here."""

import click

from servanda.cli import console
from servanda.cli.language import language_option
from servanda.cli.register import settled
from servanda.errors import NotFound


@click.command("frameworks")
@click.argument("slug", required=False)
@language_option
def command(slug: str | None, language: str) -> None:
    """List the frameworks, or show the one named SLUG: its levels, grades, steps, formats, and what is not known.

    Beside those that are shipped, the files in the folder SERVANDA_FRAMEWORKS are read.
    """
    settled()
    from servanda import register
    from servanda.frameworks import describe

    known = register.frameworks()
    if slug is None:
        widest = max((len(name) for name in known), default=0)
        for name, framework in known.items():
            console.say(f"{name:<{widest}}  {framework.title(language)} (edition {framework.edition})")
        return
    if slug not in known:
        near = known.nearest(slug)
        remedy = f"did you mean {near}?" if near else f"known are {', '.join(known)}"
        raise NotFound("no-framework", f"There is no framework {slug!r} here.", remedy)
    for line in describe(known[slug], language, known):
        console.say(line)
