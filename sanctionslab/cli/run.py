"""Running a command: which there are, and what becomes of its errors."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence

import click

from ..errors import KitError, bounded, visible
from .doctor import doctor
from .edition import edition
from .grade import grade_command
from .screen import screen_command
from .shared import say
from .start import start


@click.group(
    commands=[start, doctor, screen_command, grade_command, edition],
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=False,
)
def commands() -> None:
    """Was it prohibited, who says so, and what would change the answer?"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Arguments: the words of the command line, those of the process if left out. Returns the exit
    code. 0: done. 1: something given cannot be used, and the reason is one sentence on standard
    error; or no row of a file could be read. 2: the command itself is misspelt.

    >>> main(["screen", "no-such-file.csv", "-o", "out.csv"])
    1
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a letter that its encoding lacks
    try:
        with commands.make_context("sanctionslab", words) as context:
            code = commands.invoke(context)
        sys.stdout.flush()  # so that a closed pipe shows here, and is dealt with below
        return code or 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as mistake:
        mistake.message = visible(bounded(mistake.message))  # type: ignore[misc]
        mistake.show()
        return mistake.exit_code
    except KitError as mistake:
        say(f"sanctionslab: {mistake}", err=True)
        return 1
    except (KeyboardInterrupt, click.Abort):
        say("sanctionslab: stopped; nothing was written.", err=True)
        return 130
    except OSError as error:
        if not _is_closed_pipe(error):
            place = f"{error.filename}: " if error.filename else ""
            reason = error.strerror or error
            say(f"sanctionslab: {place}{reason}. Nothing more was written.", err=True)
            return 1
        # Who reads with head has had enough: that is no error. Python flushes standard output once
        # more when it ends, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _is_closed_pipe(error: OSError) -> bool:
    """Whether the reader of a pipe, head for example, has read enough.

    Windows calls that an invalid argument.
    """
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
