"""``servanda serve``: the pages of the register."""

import click

from servanda.cli import serving
from servanda.cli.register import opened


@click.command("serve")
@serving.port_option
def command(port: int, host: str) -> None:
    """Serve the pages of the register, on this machine only unless --host says otherwise.

    Ctrl-C stops it. One server serves a SQLite file; several need PostgreSQL.
    """
    serving.refuse_taken(host, port)
    opened()
    with serving.alone(host, port):
        serving.serve(host, port)
