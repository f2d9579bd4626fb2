"""How wide text is, without a font at hand: the widths of letters, and lines that fit a width.

The widths are those of DejaVu Sans, in which figures are set. It is a wide face, so that a line
that fits here fits in what a browser uses, too.
"""

import functools

POINT = 100 / 72  # units of a picture in a point of type

# Widths in hundredths of the size of the type, with the letters that have them.
PLAIN = {
    28: "'ijlíìïî",
    32: " ,.\xa0·\u2018\u2019IJÍÎ",
    36: "/:;\\|f-",
    41: "()[]trř!¹²³",
    47: '"',
    50: "*_`°\u2013",
    53: "szšśžź?\u201c\u201d",
    56: "cçćčLŁ",
    60: "kFvxyýP",
    62: "TYaáàâäãåoóòôöøőeéèêëęě«»",
    64: "0123456789$€ESbdghnpquúùûüűßñńňŚŠÉÈ",
    69: "AVÁÀÄBRXZŽK",
    71: "CÇĆČ",
    74: "UÚÜN",
    76: "HÑ",
    79: "DGOQÓÖØ&",
    84: "w#+<=>~→",
    87: "M",
    96: "%",
}
BOLD = {
    35: "'ijlíìïî ",
    38: "/IJ\\|,.·\u2018\u2019ÍÎ",
    42: ":;-",
    46: "f!()[]¹²³",
    50: "trř*_`°\u2013",
    53: '"',
    60: "cçćčszšśžź?",
    66: "Lvxyý\u201c\u201d«»",
    69: "kaáàâäãåFETeéèêëęěoóòôöøőŁ",
    72: "0123456789$€hnuúùûüűñńňSYbdgpqßŚŠ",
    74: "CPZÇĆČŽ",
    78: "ABKRVXÁÀÄ",
    82: "UÚÜG",
    85: "DHNOQÑÓÖØ#+<=>~→",
    88: "&",
    93: "w",
    100: "M%",
}
WIDEST = 112
KEPT = 16_384  # remembered: one picture after another says the same


@functools.cache
def _widths(bold: bool) -> dict[str, int]:
    table = BOLD if bold else PLAIN
    return {letter: width for width, letters in table.items() for letter in letters}


@functools.lru_cache(KEPT)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line, in units of a picture, never less than it is in DejaVu Sans.

    >>> round(text_width("2397:7", 11)), round(text_width("2397:7", 11, bold=True))
    (54, 61)
    """
    return _hundredths(text, bold) / 100 * size * POINT


@functools.lru_cache(KEPT)
def _hundredths(text: str, bold: bool) -> int:
    """The width of a text, in hundredths of the size of the type."""
    widths = _widths(bold)
    return sum(widths.get(letter, WIDEST) for letter in text)


@functools.lru_cache(KEPT)
def wrap(
    text: str, width: float, size: float, bold: bool = False, most: int | None = None
) -> tuple[str, ...]:
    """The lines of a text that fit a width; a word that is wider is broken.

    Arguments: `most`, how many lines at most; the last of them then ends with three dots.

    >>> wrap("goods were passed on", 120, 11)
    ('goods were', 'passed on')
    >>> wrap("goods were passed on", 120, 11, most=1)
    ('goods were\u2026',)
    """
    lines, length, space = [""], 0, _hundredths(" ", bold)
    for word in _pieces(text, width, size, bold):
        of_word = _hundredths(word, bold)
        longer = length + space + of_word
        if not lines[-1]:
            lines[-1], length = word, of_word
        elif longer / 100 * size * POINT > width:
            lines.append(word)
            length = of_word
        else:
            lines[-1], length = f"{lines[-1]} {word}", longer
    if most is None or len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _shortened(lines[most - 1], width, size, bold))


def _pieces(text: str, width: float, size: float, bold: bool) -> list[str]:
    """The words of a text, those that are too wide in pieces."""
    pieces = []
    for word in text.split():
        rest = word
        while text_width(rest, size, bold) > width:
            fitting = len(rest) - 1
            # One letter at least, or it would never end.
            while fitting > 1 and text_width(rest[:fitting], size, bold) > width:
                fitting -= 1
            pieces.append(rest[:fitting])
            rest = rest[fitting:]
        pieces.append(rest)
    return pieces


def _shortened(line: str, width: float, size: float, bold: bool) -> str:
    """A line with three dots at its end, without the words for which they leave no room."""
    words = line.split()
    while len(words) > 1 and text_width(" ".join(words) + "\u2026", size, bold) > width:
        words.pop()
    return " ".join(words).rstrip(",;:") + "\u2026"
