"""The sealed guess: what a learner thinks on the first evening, opened again at the end."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from ..verdict import Verdict
from ..vocabulary import fact
from .kept import read_kept, write_kept
from .predicting import SURE

GUESS = "guess"  # the file that keeps it


@dataclass(frozen=True)
class Guess:
    """A first guess: the verdict, how sure, why, and on which day."""

    verdict: str
    sure: str
    why: str
    on: str

    @property
    def text(self) -> str:
        """The guess in words, as it is told when it is opened."""
        day = fact("on").words(date.fromisoformat(self.on))
        reason = f' and wrote: "{self.why}"' if self.why else ", and gave no reason"
        return f"On {day} you guessed: {self.verdict} ({self.sure}){reason}."


def sealed() -> Guess | None:
    """The guess that was sealed, or None. What cannot be read counts as none."""
    kept = read_kept(GUESS)
    try:
        guess = Guess(**{name: str(kept[name]) for name in ("verdict", "sure", "why", "on")})
        date.fromisoformat(guess.on)
    except (ValueError, KeyError):
        return None
    return guess if guess.sure in SURE and guess.verdict in set(Verdict) else None


def seal(made: Guess) -> bool:
    """Keep a guess; the first one stays. Returns whether it is kept."""
    return sealed() is not None or write_kept(asdict(made), GUESS)
