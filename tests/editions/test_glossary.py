"""The glossary defines every term of the field that the notebooks use, and no other."""

import html
import re

import pytest
from course import NOTEBOOKS, ROOT, prose

from sanctionslab.files import read_csv
from sanctionslab.law import CONFIDENCES, law
from sanctionslab.verdict import Verdict

pytestmark = pytest.mark.course

GUIDE = (ROOT / "teaching" / "guide.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "teaching" / "glossary.md").read_text(encoding="utf-8")
LINK = "The words of the field: [glossary](glossary.md)."


def shown(notebook):
    """What a reader sees in the outputs, as text."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            yield output.get("text", "")
            yield data.get("text/plain", "")
            without_pictures = re.sub(r"base64,[^\"']+", "", data.get("text/html", ""))
            yield html.unescape(re.sub(r"<[^>]+>", " ", without_pictures))


# An entry is a heading of the third level, a line "Also:" with other forms, and a definition.


def entries():
    """The entries of the glossary: (other forms, definition) by term."""
    by_term = {}
    without_parts = re.sub(r"^## .+$", "", GLOSSARY, flags=re.MULTILINE)
    for entry in re.split(r"^### ", without_parts, flags=re.MULTILINE)[1:]:
        term, _, text = entry.partition("\n")
        forms = []
        if also := re.match(r"Also: (.+)\n", text):
            forms = also[1].split(", ")
            text = text[also.end() :]
        by_term[term] = (forms, text.strip())
    return by_term


ENTRIES = entries()
FORMS = {form: term for term, (also, _) in ENTRIES.items() for form in (term, *also)}
READ = "\n".join(
    part for notebook in NOTEBOOKS.values() for part in (prose(notebook), *shown(notebook))
)


def pattern(form):
    """A form as it may stand in a text.

    A small letter may be a capital at the head of a sentence; a capital stays one.
    """
    stays = form in CAPITALS and not form[0].islower()
    first = form[0] if stays else f"[{form[0].upper()}{form[0].lower()}]"
    return rf"(?<![\w-]){first}{re.escape(form[1:])}(?![\w-])"


CAPITALS = {
    "Committee",
    "Council",
    "Panel",
    "State",
    "States",
    "Security Council",
    "Panel of Experts",
    "Rodong",
    "Rodong Sinmun",
    "Seoul",
}

# Words of the field that need a definition wherever they are used, each as a regular expression.
FIELD = [
    "annex(es)?",
    "appeals?",
    "asset freeze",
    "assessments?",
    "approvals?",
    "binding",
    "caps?",
    "capped",
    "chains?",
    "Chapter VII",
    "claims?",
    "conditional",
    "consensus",
    "corroborated",
    "designat[a-z]+",
    "dual-use",
    "embargo(es)?",
    "exempt[a-z]*",
    "false alarms?",
    "first speakers?",
    "flips?",
    "grounds?",
    "hortatory",
    "HS (code|heading|chapter)s?",
    "in force",
    "joint ventures?",
    "legal claims?",
    "livelihood",
    "luxury goods",
    "mandates?",
    "measures?",
    "mirror statistics",
    "misattributed",
    "missed match(es)?",
    "operative paragraphs?",
    "overdetermined",
    "Panel of Experts",
    "presum[a-z]+",
    "relays?",
    "resolutions?",
    "sanctions",
    "Security Council",
    "ship-to-ship",
    "small arms",
    "supply, sale or transfer",
    "travel ban",
    "unanimous[a-z]*",
    "undetermined",
    "unverifiable",
    "veto[a-z]*",
    "verdicts?",
]
# Letters that are no terms: Roman numbers, ways to write a symbol, words of code and of headings.
NO_TERMS = {
    "II",
    "III",
    "IV",
    "VI",
    "VII",
    "RES",
    "NNNN",
    "YYYY",
    "README",
    "OK",
    "IT",
    "CSV",
    "TOML",
    "UNKNOWN",
    "PROHIBITED",
    "UNDETERMINED",
    "NOT",
    "KH",
    "QV",
}


@pytest.mark.parametrize("name", ["guide", "glossary"])
def test_links_lead_somewhere(name):
    text = {"guide": GUIDE, "glossary": GLOSSARY}[name]
    for target in re.findall(r"\]\(([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        assert (ROOT / "teaching" / (file or f"{name}.md")).is_file(), target
        if anchor:
            assert anchor in {entry.lower().replace(" ", "-") for entry in ENTRIES}, target


@pytest.mark.parametrize("term", ENTRIES)
def test_every_definition_is_used(term):
    also, text = ENTRIES[term]
    assert len(text.split()) >= 3 and text.endswith(".")
    for form in (term, *also):
        if re.search(pattern(form), READ):
            return
    pytest.fail(f"no notebook uses {term}")


@pytest.mark.parametrize("word", FIELD)
def test_every_word_of_the_field_that_is_used_is_defined(word):
    for used in {match[0] for match in re.finditer(rf"(?<![\w-])(?:{word})(?![\w-])", READ)}:
        assert is_defined(used), f"{used} is used and not defined"


def is_defined(word):
    return any(re.fullmatch(pattern(form), word) for form in FORMS)


def test_every_abbreviation_that_is_used_is_defined():
    text = re.sub(r"`[^`]*`|<[^>]+>", " ", "\n".join(map(prose, NOTEBOOKS.values())))
    used = set(re.findall(r"(?<![\w/])[A-Z]{2,}(?![\w-]*\d)", text)) - NO_TERMS
    assert {word for word in used if not is_defined(word)} == set()


def test_the_words_that_the_kit_itself_shows_are_defined():
    claims = read_csv(ROOT / "data" / "claims.csv")
    events = read_csv(ROOT / "data" / "events.csv")
    words = {*map(str, Verdict), *CONFIDENCES}
    words |= {measure.force for measure in law().measures}
    words |= {row["status"] for row in claims} | {row["kind"] for row in claims}
    words |= {row["contested"] for row in events}
    assert {word for word in words if not is_defined(word)} == set()


def test_entries_are_in_order_within_their_parts_and_said_once():
    for part in re.split(r"^## ", GLOSSARY, flags=re.MULTILINE)[1:]:
        terms = re.findall(r"^### (.+)$", part, re.MULTILINE)
        assert terms == sorted(terms, key=str.lower)
    forms = [form for term, (also, _) in ENTRIES.items() for form in (term, *also)]
    assert sorted(form for form in set(forms) if forms.count(form) > 1) == []


def test_the_notebooks_have_the_glossary_beside_them():
    """Red? Run: sanctionslab edition glossary"""
    copy = (ROOT / "notebooks" / "glossary.md").read_bytes()
    assert copy == (ROOT / "teaching" / "glossary.md").read_bytes()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_links_the_glossary_in_its_opening(name):
    assert LINK in NOTEBOOKS[name].cells[0].source
