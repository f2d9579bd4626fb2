"""Everything is said in our own words.

seed_shingles.json holds a digest of every run of eight words of the two articles that the project
starts from, so that the check needs neither article. To make it anew, or to check it, keep the
articles as text in a folder "seeds" beside the checkout.
"""

import codecs
import hashlib
import json
import os
import pathlib
import re

import pytest
from shipped import ROOT

pytestmark = pytest.mark.course

SHINGLES = json.loads((ROOT / "tests" / "seed_shingles.json").read_text(encoding="utf-8"))
ARTICLES = ("korea-herald", "qonversations")
SKIPPED = {
    ".git",
    ".venv",
    "venv",
    "node_modules",
    "__pycache__",
    "build",
    "dist",
    "_output",
    ".ipynb_checkpoints",
}
KINDS = (
    ".py",
    ".md",
    ".csv",
    ".toml",
    ".json",
    ".ipynb",
    ".txt",
    ".cff",
    ".yml",
    ".html",
    ".css",
    ".js",
)


def shingles(text):
    """Every run of eight words of a text with its digest."""
    words = re.findall(r"[^\W_]+", text.casefold())
    for start in range(len(words) - 7):
        run = " ".join(words[start : start + 8])
        yield hashlib.sha256(f"{SHINGLES['salt']} {run}".encode()).hexdigest()[:16], run


def words_of(path):
    """What a reader of a file reads; of a notebook, its cells and what they show."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    parts = []
    for cell in json.loads(text)["cells"]:
        shown = [
            part
            for output in cell.get("outputs", [])
            for part in [output, *output.get("data", {}).items()]
        ]
        parts.append("".join(cell["source"]))
        parts += [
            "".join(part.get("text", "")) if isinstance(part, dict) else "".join(part[1])
            for part in shown
            if isinstance(part, dict) or part[0].startswith("text/")
        ]
    return re.sub(r"<[^>]*>", " ", "\n".join(parts))


def texts(folder):
    """Every file of a project that holds words; environments, builds and caches are passed over."""
    for place, folders, names in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if name not in SKIPPED and not pathlib.Path(place, name, "pyvenv.cfg").exists()
        ]
        yield from (pathlib.Path(place, name) for name in names if name.endswith(KINDS))


def copied(folder):
    """Every run of eight words that a file of the project shares with an article."""
    digests = {digest: article for article in ARTICLES for digest in SHINGLES[article]}
    return [
        f"{path.relative_to(folder).as_posix()} shares with {digests[digest]}: {run}"
        for path in texts(folder)
        for digest, run in shingles(words_of(path))
        if digest in digests
    ]


def test_no_eight_words_in_a_row_are_those_of_an_article():
    read = {path.relative_to(ROOT).as_posix() for path in texts(ROOT)}
    assert {
        "README.md",
        "data/claims.csv",
        "data/events.csv",
        "sanctionslab/tables/tables.py",
        "tests/tables/test_own_words.py",
    } <= read
    assert not any(path.startswith((".venv", ".git/")) for path in read)
    assert copied(ROOT) == []


# The headline of an article, its letters turned by thirteen places: this file does not hold it.
HEADLINE = codecs.decode(
    "Qbrf Chgva\u2019f yhkhel pne tvsg gb Xvz Wbat oernx HA fnapgvbaf?", "rot13"
)


@pytest.mark.parametrize(
    "file, text",
    [
        ("claims.csv", f'id,claim\nKH-01,"{HEADLINE}"\n'),
        ("README.md", "# A page\n\n" + HEADLINE.replace(" ", "\n").upper()),
        ("module.py", f'"""{HEADLINE}"""\n'),
        (
            "prose.ipynb",
            json.dumps(
                {
                    "cells": [
                        {
                            "cell_type": "markdown",
                            "source": ["*Note.* ", HEADLINE[:20], HEADLINE[20:]],
                        }
                    ]
                }
            ),
        ),
        (
            "code.ipynb",
            json.dumps(
                {
                    "cells": [
                        {"source": [], "outputs": [{"output_type": "stream", "text": [HEADLINE]}]}
                    ]
                }
            ),
        ),
        (
            "shown.ipynb",
            json.dumps(
                {
                    "cells": [
                        {
                            "source": [],
                            "outputs": [{"data": {"text/html": [HEADLINE.replace(" ", "</b> ")]}}],
                        }
                    ]
                }
            ),
        ),
    ],
)
def test_a_copied_sentence_is_found_wherever_it_stands(tmp_path, file, text):
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert any("qonversations" in line for line in copied(tmp_path))


def test_seven_words_may_be_shared(tmp_path):
    seven = " ".join(re.findall(r"[^\W_]+", HEADLINE)[:7])
    (tmp_path / "README.md").write_text(f"Somebody asked: {seven}. Nobody knew.", encoding="utf-8")
    assert copied(tmp_path) == []


def test_the_digests_are_whole():
    assert {name: len(SHINGLES[name]) for name in ARTICLES} == {
        "korea-herald": 887,
        "qonversations": 710,
    }
    for name in ARTICLES:
        assert SHINGLES[name] == sorted(set(SHINGLES[name])) and all(
            re.fullmatch(r"[0-9a-f]{16}", d) for d in SHINGLES[name]
        )
        for article in ROOT.parent.glob(f"*/seeds/{name}.txt"):
            assert SHINGLES[name] == sorted(
                {digest for digest, _ in shingles(article.read_text(encoding="utf-8"))}
            )
