"""Where things come from: what CI installs and runs is named by its digest or commit."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def pins_in(text):
    """The pins of a file of requirements, with their markers, in order."""
    lines = re.sub(r" \\\n", "\n", text).splitlines()
    return [line.strip() for line in lines if re.match(r"[a-z0-9]", line)]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit(path):
    text = path.read_text(encoding="utf-8")
    uses = re.findall(r"uses: *(.*)", text)
    assert uses or "runs-on" in text
    for action in uses:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
    assert text.count("persist-credentials: false") == len(re.findall("actions/checkout@", text))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_run_may_read_and_no_more_unless_it_publishes(path):
    granted = re.findall(r"^ +([\w-]+): write", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert "permissions:\n  contents: read\n" in path.read_text(encoding="utf-8")
    assert granted == (["pages", "id-token"] if path.name == "pages.yml" else [])


def test_the_digests_are_of_the_pins_that_everybody_installs():
    tested = (ROOT / "requirements-test.txt").read_text(encoding="utf-8")
    hashed = (ROOT / ".ci" / "hashes.txt").read_text(encoding="utf-8")
    assert pins_in(hashed) == pins_in(tested), "run: python .ci/pin.py"
    blocks = re.split(r"^(?=[a-z0-9])", hashed, flags=re.MULTILINE)[1:]
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)


def test_what_builds_the_package_is_the_version_that_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [backend] = map(Requirement, project["build-system"]["requires"])
    tested = (ROOT / "requirements-test.txt").read_text(encoding="utf-8")
    assert str(backend) in pins_in(tested)


def test_nothing_is_installed_past_the_digests():
    """But for the job that looks ahead, and the README's command for those at home."""
    for path in (ROOT / ".ci" / "run", *(path for path in WORKFLOWS if path.name != "weekly.yml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "pip install" in line and "sed" not in line and "echo" not in line:
                assert "--require-hashes" in line or "--no-deps" in line, line


def test_once_a_week_the_newest_versions_are_tried_and_the_tests_themselves():
    """It may read, as the others (above), and opens no door: no secret, nothing published."""
    text = (ROOT / ".github" / "workflows" / "weekly.yml").read_text(encoding="utf-8")
    assert "- cron:" in text and "--upgrade-strategy eager" in text
    assert "secrets" not in text and "pull_request" not in text
    tried = re.findall(r"python (tests/\w+\.py) \d+ \"\$GITHUB_RUN_NUMBER\"", text)
    assert tried == ["tests/mutants.py", "tests/hostile.py", "tests/spans.py"]
    assert all((ROOT / name).is_file() for name in tried)


def test_who_finds_a_hole_reads_whom_to_tell():
    text = (ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8")
    assert 'Use "Report a vulnerability"' in text and "before you publish" in text
