"""The report on a screened file: every row counted, and no cell that is a formula."""

import hashlib
import re
from html.parser import HTMLParser

import openpyxl
import pytest

from sanctionslab.cli import main

HEAD = "period,cmdCode,reporterISO,partnerISO,flowCode,primaryValue,=remark\n"
LINES = [
    "201806,8421,CHN,PRK,X,1000,=1+1\n",
    "201806,84,CHN,PRK,X,700,<b>bold</b>\n",
    "201806,3303,CHN,PRK,X,500,\x1b[31mred\n",
    "201806,0306,CHN,World,M,250,é\n",
    "2017,8421,CHN,PRK,X,125,\n",
    "201806,0101,CHN,KOR,RX,60,\n",
    "rubbish,0101,CHN,PRK,X,30,\n",
    "broken\n",
]


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """A folder with a file of trade and the two reports on it."""
    folder = tmp_path_factory.mktemp("report")
    source = folder / "in.csv"
    source.write_text(HEAD + "".join(LINES), encoding="utf-8")
    places = [folder / "report.html", folder / "report.xlsx"]
    words = [word for place in places for word in ("--report", str(place))]
    assert main(["screen", str(source), "-o", str(folder / "out.csv"), *words]) == 0
    return folder


class Page(HTMLParser):
    """What a page opens and closes, the words of its pictures, and its links."""

    VOID = ("meta", "img", "br", "source", "link", "hr")

    def __init__(self, text):
        super().__init__()
        self.open, self.alts, self.links, self.tags = [], [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        given = dict(attrs)
        if tag == "img":
            self.alts.append(given["alt"])
        if tag == "a":
            self.links.append(given["href"])
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def sheet_rows(folder, title):
    book = openpyxl.load_workbook(folder / "report.xlsx")
    return [[cell for cell in row if cell is not None] for row in book[title].values]


def test_the_page_is_whole_and_needs_nothing_beside_it(reported):
    text = (reported / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == [] and "script" not in page.tags
    assert page.alts and all(len(alt) > 40 for alt in page.alts)
    assert "https://undocs.org/S/RES/2397(2017)" in page.links
    assert not re.search(r'src="(?!data:)', text) and "\x1b" not in text
    assert hashlib.sha256((reported / "in.csv").read_bytes()).hexdigest() in text
    assert "Take care: Both Koreas" in text


def test_the_sheets_count_every_row_once(reported):
    rows = sheet_rows(reported, "By verdict")[3:]
    counts = {row[0]: row[1:] for row in rows}
    part = counts.pop("of these a side is a group")
    assert part == [1, 250]
    assert sum(count for count, _ in counts.values()) == len(LINES)
    assert counts["prohibited"] == [2, 1700] and counts["unreadable"] == [2, 30]
    paragraphs = sheet_rows(reported, "By paragraph")[3:]
    assert paragraphs[0][:4] == ["2397:7", "prohibits", 2, 1700]


def test_no_cell_is_a_formula_and_documents_are_linked(reported):
    book = openpyxl.load_workbook(reported / "report.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert not any(str(cell.value).startswith("=") for cell in cells)
    links = {cell.hyperlink.target for cell in cells if cell.hyperlink}
    assert "https://undocs.org/S/RES/2397(2017)" in links
    assert len(book["Pictures"]._images) == 5 and len(str(book["Pictures"]["A1"].value)) > 100


def test_the_years_are_drawn_from_the_rows_that_were_counted(reported, tmp_path):
    text = (reported / "report.html").read_text(encoding="utf-8")
    [words] = [alt for alt in Page(text).alts if alt.startswith("Bars by year")]
    assert "2 of 6 rows prohibited, the first in 2018; 3 open, the first in 2017" in words
    assert "1 row without a date that can be read left out" in words
    captions = re.findall(r"<figcaption>([^<]*)", text)
    assert captions and not any(".." in caption for caption in captions)
    sheet = openpyxl.load_workbook(reported / "report.xlsx")["By year"]
    assert len(sheet._images) == 1
    assert words in [cell.value for row in sheet.iter_rows() for cell in row]
    elsewhere = tmp_path / "elsewhere.csv"
    elsewhere.write_text(HEAD + LINES[5], encoding="utf-8")
    page = tmp_path / "report.html"
    out = ["-o", str(tmp_path / "out.csv"), "--report", str(page)]
    assert main(["screen", str(elsewhere), *out]) == 0
    assert Page(page.read_text(encoding="utf-8")).alts == []


def test_every_open_decision_has_its_argument_and_a_next_step(reported):
    head, *rows = sheet_rows(reported, "Decisions")[2:]
    assert sum(row[head.index("rows")] for row in rows) == 5
    for row in rows:
        told = dict(zip(head, row, strict=True))
        assert told["next step"] and told["argument"].startswith(told["verdict"].upper())
    barred = next(row for row in rows if "8421" in str(row))
    assert "84*" not in str(barred[-1]) and "HS code: 8421" in str(barred[-1])


def test_traps_are_told_where_they_occur_and_only_there(reported, tmp_path, capsys):
    method = [row[0] for row in sheet_rows(reported, "Method")]
    care = [line for line in method if line.startswith("take care: ")]
    for words in ("84 and 8421", "RX stands in flowCode", "Both Koreas are named in partnerISO"):
        assert any(words in line for line in care)
    assert len(care) == 3
    plain = tmp_path / "plain.csv"
    plain.write_text(HEAD + LINES[0], encoding="utf-8")
    main(["screen", str(plain), "-o", str(tmp_path / "out.csv")])
    assert "take care" not in capsys.readouterr().out
    both = tmp_path / "both.csv"
    both.write_text(HEAD + LINES[0] + "201806,8421,PRK,CHN,M,1,\n", encoding="utf-8")
    main(["screen", str(both), "-o", str(tmp_path / "out.csv"), "--force"])
    assert "take care: The DPRK stands as reporter and as partner" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name, message", [("a.pdf", 'not ".pdf"'), ("no/a.html", "no such folder")]
)
def test_a_place_for_a_report_is_refused_before_the_work(reported, tmp_path, capsys, name, message):
    out = tmp_path / "out.csv"
    words = ["screen", str(reported / "in.csv"), "-o", str(out), "--report", str(tmp_path / name)]
    assert main(words) == 1
    assert message in capsys.readouterr().err and not out.exists()
