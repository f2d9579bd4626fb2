"""Days as places on a canvas."""

from datetime import date

from ..vocabulary import ONE_DAY
from .canvas import Canvas
from .looks import SOFT


class TimeScale:
    """Days as places between two edges of a canvas.

    >>> scale = TimeScale(date(2020, 1, 1), date(2020, 1, 11), 100, 200)
    >>> scale(date(2020, 1, 2))
    110.0
    """

    def __init__(self, first: date, last: date, left: float, right: float) -> None:
        self.first, self.last, self.left, self.right = first, last, left, right

    def __call__(self, day: date) -> float:
        return self.left + (day - self.first) / (self.last - self.first) * (self.right - self.left)

    def draw_years(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Draw a rule where a year begins, and its number beside the rule.

        Where years stand too close, only every second or third of them.
        """
        year_width = self(self.first + 365 * ONE_DAY) - self.left
        # A rule with the number of its year beside it takes up some 50 units.
        every = 1 + int(50 // year_width)
        for year in range(self.first.year, self.last.year + 1, every):
            place = self(date(year, 1, 1))
            if place >= self.left:
                canvas.upright(place, top, bottom)
                canvas.text(place + 4, top + 9, str(year), colour=SOFT)
