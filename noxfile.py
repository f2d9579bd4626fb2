"""What one does here, by name: `nox -l` lists it, `nox -s quick` does it.

Every session runs in the environment that nox itself is in: the one of requirements.txt.
"""

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "quick"]

LAW_AND_FACTS = ("ground", "cases", "law", "verdict", "diagram", "whatif", "tables", "house")


@nox.session
def lint(session):
    """Format and lint: what ruff can mend is mended."""
    session.run("ruff", "format", ".")
    session.run("ruff", "check", "--fix", ".")


@nox.session
def types(session):
    """Check the types of the whole package."""
    session.run("mypy")


@nox.session
def quick(session):
    """The quick lane, under a minute: law, facts, cases, verdict, what-if, tables, the house."""
    paths = [f"tests/{room}" for room in LAW_AND_FACTS]
    quick_only = "not slow and not browser and not spark and not web"
    session.run("pytest", "-m", quick_only, *paths, *session.posargs)


@nox.session
def tests(session):
    """Everything, as continuous integration runs it."""
    session.run("pytest", *session.posargs)


@nox.session
def notebooks(session):
    """Every notebook against its stored outputs. Name some to run fewer: nox -s notebooks -- 05."""
    numbers = session.posargs or [""]
    for number in numbers:
        session.run("pytest", "notebooks", "teaching", *(["-k", number] if number else []))


@nox.session
def benchmarks(session):
    """How fast it is, as ratios in one run. Name one: nox -s benchmarks -- panels."""
    for name in session.posargs or ["verdict", "screening", "panels"]:
        session.run("python", f"benchmarks/{name}.py")


@nox.session
def reviewed(session):
    """Write down what the data says now, after a change that is meant and has been read."""
    session.run("python", "tests/reviewed.py")


@nox.session
def mutants(session):
    """Change a few things at random and name what no test notices: nox -s mutants -- 40 SEED."""
    session.run("python", "tests/mutants.py", *session.posargs)


@nox.session
def pins(session):
    """Write the requirements from pyproject.toml. Add `-- --upgrade` for the newest versions."""
    session.run("python", ".ci/pin.py", *session.posargs)
