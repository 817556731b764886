"""How a fault is told: one message on the error stream, with the way forward, and no traceback unless asked for."""

import os
import sys
import traceback
from collections.abc import Callable

import click
from click.exceptions import NoArgsIsHelpError

from servanda.errors import ServandaError

INTERRUPTED = 130


def told(run: Callable[[], object], *, debug: bool) -> int:
    """Run something and give the exit status; whatever goes wrong is told."""
    for stream in (sys.stdout, sys.stderr):
        # names in the register are in any script, whatever the terminal's settings are
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = run()
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except BrokenPipeError:
        _close_quietly()
        return 0
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        return INTERRUPTED
    except NoArgsIsHelpError as fault:
        fault.show()
        return fault.exit_code
    except click.ClickException as fault:
        _tell(f"{fault.format_message()}\n  what to do: {_remedy(fault)}", debug=debug)
        return fault.exit_code
    except ServandaError as fault:
        _tell(str(fault), debug=debug)
        return fault.exit_status
    except Exception as fault:
        return _unforeseen(fault, debug=debug)


def _remedy(fault: click.ClickException) -> str:
    """What to do about a command line that cannot be read."""
    if isinstance(fault, click.FileError):
        return "check the path and the rights"
    context = getattr(fault, "ctx", None)
    tells = f"`{context.command_path if context is not None else 'servanda'} --help` tells"
    match fault:
        case click.MissingParameter():
            return f"give it; {tells} what it is"
        case click.NoSuchOption():
            return f"{tells} which options there are"
        case click.BadParameter():
            return f"write it otherwise; {tells} how"
    return f"{tells} how the command is written"


def _tell(message: str, *, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    click.echo(click.style("servanda: ", fg="red", bold=True) + message, err=True, color=_color(sys.stderr.isatty()))


def _unforeseen(fault: Exception, *, debug: bool) -> int:
    """Of what nobody foresaw, say at least what the system said."""
    if isinstance(fault, OSError):
        where = f" ({fault.filename})" if fault.filename else ""
        message = f"{fault.strerror or fault}{where}.\n  what to do: check the path, the rights to it and the disk"
    else:
        first = (str(fault).strip() or type(fault).__name__).splitlines()[0]
        message = f"a fault of the program: {first}\n  what to do: run it again with --debug and report what it prints"
    _tell(message, debug=debug)
    return 1


def _color(is_terminal: bool) -> bool:
    return is_terminal and not os.environ.get("NO_COLOR")


def _close_quietly() -> None:
    """Whoever read our output has gone (``servanda dump | head``): that is no fault."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
