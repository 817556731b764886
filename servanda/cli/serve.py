"""``servanda serve``: the pages of the register."""

import click

from servanda.cli import serving
from servanda.cli.register import opened


@click.command("serve")
@serving.port_option
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Processes that serve; more than one needs PostgreSQL.")  # fmt: skip
def command(port: int, host: str, workers: int) -> None:
    """Serve the pages of the register, on this machine only unless --host says otherwise.

    Ctrl-C stops it. One server serves a SQLite file; several, or several workers of one, need PostgreSQL. A worker that
    was killed is started anew.
    """
    serving.refuse_many(workers)
    serving.refuse_taken(host, port)
    opened()
    with serving.alone(host, port):
        serving.serve(host, port, workers)
