"""The README's two commands, what they install, and the package away from its checkout."""

import importlib.metadata
import pathlib
import re
import runpy
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from typing import NamedTuple

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = list(map(Requirement, PROJECT["dependencies"]))
# What each file of requirements answers to.
DECLARED = {
    "requirements.txt": NEEDED,
    "requirements-test.txt": [
        *NEEDED,
        *map(Requirement, PROJECT["optional-dependencies"]["test"]),
    ],
}
REQUIREMENTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in DECLARED}
PLAIN_PIN = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; .+)?")
REGENERATE = "requirements and pyproject.toml disagree; run: python .ci/pin.py"

MACHINES = [
    ("linux", "x86_64"),
    ("linux", "aarch64"),
    ("darwin", "arm64"),
    ("darwin", "x86_64"),
    ("win32", "AMD64"),
]
ENVIRONMENTS = {
    f"{system}-{machine}-{python}": {
        "sys_platform": system,
        "os_name": "nt" if system == "win32" else "posix",
        "platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[system],
        "platform_machine": machine,
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "implementation_version": python,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for system, machine in MACHINES
    for python in ["3.11.0", "3.11.14", "3.12.0", "3.13.0", "3.14.0", "3.14.9"]
}


class Pin(NamedTuple):
    requirement: Requirement
    wanted_by: list

    @property
    def name(self):
        return canonicalize_name(self.requirement.name)

    @property
    def version(self):
        [specifier] = self.requirement.specifier
        return specifier.version

    def applies(self, environment):
        return self.requirement.marker is None or self.requirement.marker.evaluate(environment)


def read_pins(text):
    """Return the pins of a requirements file, each with the packages named in its "via" comment."""
    pins = []
    for line in text.splitlines():
        if PLAIN_PIN.fullmatch(line):
            pins.append(Pin(Requirement(line), []))
        elif line.startswith("    #") and pins:
            pins[-1].wanted_by.extend(
                line.removeprefix("    #").replace(" via", "").split(maxsplit=1)[:1]
            )
    return pins


PINS = {name: read_pins(text) for name, text in REQUIREMENTS.items()}
each_file = pytest.mark.parametrize("file", DECLARED)


def run(*command, cwd):
    """Return what a command printed; fail with all it said if it fails."""
    command = [str(part) for part in command]
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL
    )
    if done.returncode:
        pytest.fail(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    return done.stdout


# The pinned environment


@each_file
def test_requirements_were_generated_from_this_pyproject(file):
    digest = runpy.run_path(str(ROOT / ".ci" / "pin.py"))["digest"]
    header, recorded, pins = re.fullmatch(
        r"((?:#.*\n)*?)# (sha256:\w+)\n(.*)", REQUIREMENTS[file], re.DOTALL
    ).groups()
    assert "python .ci/pin.py" in header
    assert recorded == digest(PROJECT, file, pins), REGENERATE


@each_file
def test_every_line_is_a_pin_and_the_last_is_the_package_itself(file):
    lines = REQUIREMENTS[file].splitlines()
    *pins, last = [line for line in lines if not line.lstrip().startswith("#")]
    assert last == "-e ."
    for line in pins:
        assert PLAIN_PIN.fullmatch(line), f"not a plain pin: {line}"


@each_file
def test_requirements_hold_no_download_address(file):
    address = r"://|--[a-z]|\bwww\.|\b[a-z-]+\.(org|com|net|io|dev)\b"
    assert not re.search(address, REQUIREMENTS[file])


def test_both_files_are_one_resolution():
    versions = {name: {(pin.name, pin.version) for pin in pins} for name, pins in PINS.items()}
    assert versions["requirements.txt"] < versions["requirements-test.txt"], REGENERATE


@each_file
@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_declared_dependency_has_one_fitting_pin_everywhere(name, file):
    pins = [pin for pin in PINS[file] if pin.applies(ENVIRONMENTS[name])]
    versions = {pin.name: pin.version for pin in pins}
    assert len(versions) == len(pins), "a package is pinned twice"
    for wanted in DECLARED[file]:
        version = versions.get(canonicalize_name(wanted.name))
        assert version and wanted.specifier.contains(version), (
            f"{wanted} against pin {version}: {REGENERATE}"
        )


@each_file
def test_nothing_is_pinned_that_nothing_asks_for(file):
    pins = PINS[file]
    reached = {pin.name for pin in pins if "sanctionslab" in pin.wanted_by}
    assert reached == {canonicalize_name(wanted.name) for wanted in DECLARED[file]}, REGENERATE
    while more := {pin.name for pin in pins if reached.intersection(pin.wanted_by)} - reached:
        reached |= more
    assert {pin.name for pin in pins} == reached, REGENERATE


@each_file
def test_pins_are_what_the_installed_packages_ask_for(file):
    """The pins are the closure over the metadata of what is installed here, no less and no more."""
    here = {pin.name: pin for pin in PINS[file] if pin.applies(default_environment())}
    queue, seen = [(wanted, "pyproject.toml") for wanted in DECLARED[file]], set()
    while queue:
        wanted, asker = queue.pop()
        name = canonicalize_name(wanted.name)
        assert name in here, f"{asker} asks for {wanted}, which has no pin. {REGENERATE}"
        pinned = here[name].version
        assert wanted.specifier.contains(pinned, prereleases=True), (
            f"{asker} asks for {wanted}, pinned is {pinned}"
        )
        for extra in {"", *wanted.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, extra))
            try:
                requires = importlib.metadata.requires(name) or []
            except importlib.metadata.PackageNotFoundError:
                pytest.fail(f"{name} is not installed; run: python -m pip install -r {file}")
            for line in map(Requirement, requires):
                if line.marker is None or line.marker.evaluate({"extra": extra}):
                    queue.append((line, name))
    assert {name for name, _ in seen} == set(here), REGENERATE


def test_the_readme_shows_both_commands_near_its_top():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    top = [line.strip() for line in text.splitlines()[:25]]
    install = "python -m pip install -r"
    start = "jupyter lab notebooks/00_start_here.ipynb"
    assert f"{install} requirements.txt && {start}" in top
    assert f"{install} requirements-test.txt && pytest" in top


def test_the_citation_names_this_version():
    assert f"\nversion: {PROJECT['version']}\n" in (ROOT / "CITATION.cff").read_text(
        encoding="utf-8"
    )


# The package as a wheel, away from the checkout


@pytest.mark.slow
def test_the_wheel_holds_the_package_the_data_the_notebooks_and_nothing_else(wheel):
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {
        f"{place}/{file.relative_to(ROOT / folder).as_posix()}"
        for folder, place in [
            ("sanctionslab", "sanctionslab"),
            ("data", "sanctionslab/data"),
            ("notebooks", "sanctionslab/notebooks"),
        ]
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
        and "__pycache__" not in file.parts
        and not any(part.startswith(".") for part in file.relative_to(ROOT).parts)
    }
    assert inside == expected


@pytest.mark.slow
def test_the_wheel_classifies_away_from_the_checkout(wheel, tmp_path):
    """In a bare environment: no checkout, no pandas, no network; -I shuts out other paths."""
    environment = tmp_path / "environment"
    run(sys.executable, "-m", "venv", environment, cwd=tmp_path)
    scripts = sysconfig.get_path(
        "scripts", "venv", {"base": str(environment), "installed_base": str(environment)}
    )
    python = shutil.which("python", path=scripts)
    run(
        python,
        "-I",
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--no-compile",
        wheel,
        cwd=tmp_path,
    )
    question = (
        "import sanctionslab as sl; print(sl.__file__);"
        "car = sl.Case(on='2024-02-18', direction='to_dprk', conduct='transfer',"
        " item='passenger_car');"
        "print(sl.classify(car).verdict)"
    )
    location, verdict = run(python, "-I", "-c", question, cwd=tmp_path).splitlines()
    assert pathlib.Path(location).is_relative_to(environment)
    assert verdict == "prohibited"
