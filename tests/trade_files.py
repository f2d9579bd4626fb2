"""Files of trade for the tests, and what the command line makes of them."""

import csv
import io

from sanctionslab.cli import main

TEXT = """period;cmdCode;reporterISO;partnerISO;flowCode;remark
201806;0101;CHN;PRK;M;"a; b"
201806;8421;CHN;PRK;X;ä
201712;8421;CHN;PRK;X;
rubbish;8421;CHN;PRK;X;c
201806;8421
201806;8421;CHN;PRK;X;d;e
"""


def rows_of(path):
    """The rows of a CSV file that was written."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HEAD = ["period", "cmdCode", "reporterISO", "partnerISO", "flowCode", "a", "b", "remark"]
ROW = ["201806", "8421", "CHN", "PRK", "X", "", ""]


def screened(folder, text, *words, encoding="utf-8", code=0):
    """The rows that come out of a CSV file with this text."""
    source, out = folder / "in.csv", folder / "out.csv"
    source.write_bytes(text.encode(encoding))
    assert main(["screen", str(source), "-o", str(out), "--force", *words]) == code
    return rows_of(out)


def written(remarks):
    """A CSV file with one good row for each remark."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows([HEAD, *([*ROW, remark] for remark in remarks)])
    return file.getvalue()
