"""sanctionslab edition: what is derived from the notebooks, made or searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ..errors import KitError, first_few
from .shared import PLACE, place_option, say

LEAKS = 8  # shown of the solutions in an edition
LEFT_OUT = 8  # shown of what does not go out

NEW_FOLDER = place_option("-o", "--out", required=True, metavar="FOLDER", help="a new folder")


@click.group(
    short_help="make what learners get, the solutions, slides or the run sheets",
    no_args_is_help=False,
    subcommand_metavar="KIND [ARGS]...",
)
def edition() -> None:
    """Make what is derived from the notebooks. Run it in a full copy of the repository."""


@edition.command(
    short_help="what learners get: notebooks, data, package, requirements, and no solutions"
)
@place_option(
    "-o",
    "--out",
    required=True,
    metavar="PLACE",
    help="a new folder, or a new file that ends in .zip",
)
@click.option(
    "--without-answers",
    is_flag=True,
    help="for marks that count: what is answered is recorded, and nothing says what is right",
)
def learner(out: Path, without_answers: bool) -> None:
    """Make what learners get.

    It is refused if a solution is found in it. Two runs give the same bytes. Grade what comes back
    from an edition without answers with `sanctionslab grade` in this copy: it has them.
    """
    from .. import editions

    say(f"Made {editions.learner(out, answers=not without_answers)}, and found no solution in it")
    _tell_left_out(editions.not_for_learners())


@edition.command(short_help="search a folder, a zip file or a wheel for solutions")
@click.argument("place", type=PLACE)
def check(place: Path) -> None:
    """Search a folder, a zip file or a wheel for solutions, in sources, outputs and metadata."""
    from .. import editions

    leaks = editions.leaks(place)
    if leaks:
        more = f"; and {len(leaks) - LEAKS} more" if len(leaks) > LEAKS else ""
        raise KitError(
            f"{place} holds solutions: {'; '.join(leaks[:LEAKS])}{more}.", "place", place
        )
    say(f"No solution found in {place}")


@edition.command(short_help="the notebooks and the glossary as web pages")
@NEW_FOLDER
def pages(out: Path) -> None:
    """Make the notebooks and the glossary into web pages that need neither Python nor a network."""
    from .. import editions

    _tell_written(editions.pages(out))


@edition.command(
    short_help="a site in which the notebooks run in the browser, with nothing installed"
)
@NEW_FOLDER
@click.option(
    "--pyodide",
    metavar="DIR",
    help="a local copy of Pyodide to put inside, so that the site needs no network; or the address "
    "of one elsewhere. Left out, the site names the public distribution.",
)
def web(out: Path, pyodide: str | None) -> None:
    """Build a site in which the notebooks run in the browser, with nothing installed.

    Try it with: python -m http.server -d FOLDER
    """
    from .. import editions

    say(f"Made {editions.build_site(out, pyodide=pyodide)}, and found no solution in it")
    _tell_left_out(editions.not_for_learners())


@edition.command(short_help="a page for the what-if lab alone, which is there at once")
@NEW_FOLDER
@click.option(
    "--pyodide",
    metavar="DIR",
    help="a local copy of Pyodide to put inside, or the address of one. Left out, the page names "
    "the public distribution.",
)
def lab(out: Path, pyodide: str | None) -> None:
    """Build a page for the what-if lab alone, which answers at once.

    Single changes are answered from files; for more, the page fetches a Python of its own. Try it
    with: python -m http.server -d FOLDER, and open lab.html
    """
    from .. import editions

    say(f"Made {editions.build_lab(out, pyodide=pyodide)}; its page is lab.html")


@edition.command(short_help="run the notebooks anew and store what they show")
@click.argument("names", nargs=-1, metavar="[NUMBER]...")
def notebooks(names: tuple[str, ...]) -> None:
    """Run the notebooks anew, each from top to bottom, and write them as they are committed.

    NUMBER is that of a notebook, such as 03; without one, all are run. Only outputs change: look
    at them with git diff, and read every sentence again that speaks of a result.
    """
    from .. import editions

    _tell_written(editions.rerun(names))


@edition.command(short_help="write and run the notebooks of teaching/solutions/")
def solutions() -> None:
    """Write and run the notebooks of teaching/solutions/, and seal the answers into the data."""
    from .. import editions

    _tell_written([*editions.solution_notebooks(), editions.write_sealed()])


@edition.command(short_help="the exercises as questions for Moodle and, as QTI, for others")
@NEW_FOLDER
def questions(out: Path) -> None:
    """Write the exercises as a question bank for Moodle, and as a package of QTI 2.1.

    The right answers are in it, with hints and what each usual mistake is told: it is for teachers.
    """
    from .. import editions

    _tell_written(editions.write_questions(out))


@edition.command(short_help="slides for a projector, a page for each notebook")
@NEW_FOLDER
def slides(out: Path) -> None:
    """Write the sections of teaching/slides.toml as slides: pages that need no network."""
    from .. import editions

    _tell_written(editions.slide_pages(out))


@edition.command(short_help="copy teaching/glossary.md beside the notebooks")
def glossary() -> None:
    """Copy teaching/glossary.md beside the notebooks."""
    from .. import editions

    _tell_written([editions.write_glossary()])


@edition.command(short_help="draw the picture of README and the landing page: docs/pictures/")
def pictures() -> None:
    """Draw the picture that README and the landing page open with, in light and dark.

    It goes into docs/pictures/. Look at it: nobody but you sees what changed.
    """
    from .. import editions

    _tell_written(editions.write_pictures())


@edition.command(
    short_help="count and time the notebooks and write the run sheets into teaching/guide.md"
)
def sheet() -> None:
    """Count and time the notebooks and write the run sheets into teaching/guide.md."""
    from .. import editions

    _tell_written([editions.write_run_sheet()])


def _tell_left_out(names: Sequence[str]) -> None:
    if names:
        say(f"Left out, as no part of the edition: {first_few(names, LEFT_OUT)}")


@edition.command("exercise", short_help="write a new exercise, or new right answers to one")
@click.argument("id_", metavar="ID")
@click.option("--answer", "answers", multiple=True, help="a right answer; several if there are")
@click.option("--kind", default="", help="what an answer is, such as verdict, paragraphs, number")
@click.option("--level", default="", help='"recall", "read the law", "apply", "argue" and so on')
@click.option("--question", default="", help="what is asked")
@click.option("--hint", "hints", multiple=True, help="a hint; two or three, each says more")
@click.option("--why", default="", help="the reason that the solution gives")
def write_exercise(
    id_: str,
    answers: tuple[str, ...],
    kind: str,
    level: str,
    question: str,
    hints: tuple[str, ...],
    why: str,
) -> None:
    """Write an exercise into the data, the solutions and its notebook.

    ID is that of the exercise, such as 02.9. What is not given is left as dots to write. Then run:
    sanctionslab edition all
    """
    from .. import editions

    draft = editions.ExerciseDraft(id_, kind, level, question, hints, answers, why)
    _tell_written(editions.write_exercise(draft))


@edition.command("all", short_help="everything that is derived, in the right order")
def make_all() -> None:
    """Make anew all that is committed and derived: outputs, solutions, pictures and so on.

    It takes some minutes. Look at what changed with git diff.
    """
    from .. import editions

    for make in (
        editions.rerun,
        editions.solution_notebooks,
        editions.write_sealed,
        editions.write_glossary,
        editions.write_run_sheet,
        editions.write_pictures,
    ):
        written = make()
        _tell_written(written if isinstance(written, list) else [written])


def _tell_written(paths: Iterable[Path]) -> None:
    for path in paths:
        say(f"Wrote {path}")
