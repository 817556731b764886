"""``servanda demo``: a real partnership to look at."""

from contextlib import ExitStack
from pathlib import Path

import click

from servanda.cli import console, serving
from servanda.cli.register import opened

SHIPPED = Path(__file__).resolve().parents[1] / "demo"


@click.command("demo")
@click.option(
    "--serve/--no-serve", "served", default=True, help="Serve the pages afterwards; so unless told otherwise."
)
@serving.port_option
def command(served: bool, port: int, host: str) -> None:
    """Load the demonstration registers, print the brief of the first, and serve the pages.

    Run again it changes nothing: what you recorded or corrected stays. It uses the register that DATABASE_URL
    names, or the default one.
    """
    if served:
        serving.refuse_taken(host, port)
    opened()
    with ExitStack() as stack:
        if served:
            stack.enter_context(serving.alone(host, port))
        scopes = [_load(path) for path in sorted(SHIPPED.glob("*.yaml"))]
        from servanda.cli.brief import told
        from servanda.kernel.standpoint import Standpoint

        console.say("\n" + told(scopes[0], Standpoint(), "text", "en"))
        if served:
            serving.serve(host, port)


def _load(path: Path) -> str:
    from servanda import register
    from servanda.exchange.registerfile.load import load

    report = load(path, frameworks=register.frameworks())
    found = report.data
    console.note(
        f"{path.name}: {len(found['new'])} new, {len(found['changed'])} changed, {found['unchanged']} unchanged"
    )
    return str(found["scope"])
