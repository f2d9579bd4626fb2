"""Errors: a sentence that is harmless in a terminal, and bounded, whatever was given."""

import pytest

from sanctionslab import KitError
from sanctionslab.errors import LONGEST, bounded, near, quoted, shown, visible

STEERING = ["\x1b[2J", "\x9b2J", "\x07", "\r", "\u202e", "\u2066", "\u200f", "\u061c", "\ud800"]


@pytest.mark.parametrize("sign", STEERING, ids=ascii)
def test_nothing_that_steers_a_terminal_is_in_a_message(sign):
    message = str(KitError(f"no file a{sign}b.csv"))
    assert sign not in message and message.isprintable()
    assert message.startswith("no file a\\") and message.endswith("b.csv")


def test_letters_of_any_language_stay_as_they_are():
    text = "Аурус, 북한, שלום, naïve ✓\n\tnext"
    assert visible(text) == text and visible(visible("\x1b")) == "\\x1b"


def test_a_message_never_repeats_a_megabyte():
    message = str(KitError("x" * 1_000_000 + " Give another name."))
    assert len(message) == LONGEST == 2_000 and message.endswith(" Give another name.")
    escapes = str(KitError("\x1b" * 1_000_000))
    assert len(escapes) < 5 * LONGEST
    assert len(shown("x" * 1_000_000)) == len(quoted("x" * 1_000_000)) == 80
    assert near("x" * 1_000_000, ["x"]) == near("x" * 81, ["x" * 81]) == near(None, ["None"]) == ""
    assert near("x" * 80, ["x" * 80])


def test_a_name_that_is_not_long_is_told_whole():
    assert shown("x" * 78) == f"'{'x' * 78}'" and shown("x" * 79) == f"'{'x' * 76}..."
    assert quoted("x" * 79) == f'"{"x" * 79}"' and quoted("x" * 80) == f"'{'x' * 76}..."


def test_the_nearest_name_is_meant_in_small_letters_or_in_capitals():
    for word in ("bosses", "BOSSES", "Bosses"):
        assert near(word, ["Bus", "Boss", "crosses"]) == ' Did you mean "Boss"?'
    assert near("zzz", ["Bus", "Boss"]) == near("bus", []) == ""


def test_a_notebook_shows_the_sentence_and_no_traceback():
    assert KitError("No such case.")._render_traceback_() == ["KitError: No such case."]


@pytest.mark.parametrize("most", [20, 100, LONGEST])
def test_what_is_cut_is_as_long_as_it_may_be(most):
    assert len(bounded("x" * (most + 1), most)) == most
    assert bounded("x" * most, most) == "x" * most
