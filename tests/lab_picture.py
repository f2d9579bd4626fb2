"""Draw README's moving picture of the lab: python tests/lab_picture.py

It needs Chromium and Pillow. The lab's own front end shows what the kit answers to each move, and
what it shows is kept as the pictures of a WebP: for a page and for a phone, on light paper and on
dark. For readers who have asked for less motion, one that stands still has all views one below the
other. README's words for it come from the same answers.
"""

import functools
import html
import io
import json
import re
from itertools import product
from pathlib import Path
from string import Template

from sanctionslab.editions.source import asset
from sanctionslab.panels import PagedLab, script, styles

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "docs/pictures"
IN_README = re.compile(rf'(<img src="{FOLDER}/lab-[^>]*alt=")[^"]*(")')

MOVES = (("item", "bus"), ("on", "2014-02-18"))  # one after the other
SECONDS = 3.5  # for a view
SIZES = {"": (860, 760), "-phone": (390, 640)}
COLOURS = 64

PAGE = Template("""<!DOCTYPE html>
<html data-jp-theme-light="$light"><style>$styles
body { margin: 0; padding: 0 } .sl-panel { padding: .6em } .sl-panel .sl-top { margin-top: 0 }
.sl-panel > :not(.sl-top, .sl-picture), .sl-picture > :not(:has(svg), svg) { display: none }
</style><body><div id="lab"></div><script type="module">$script
const show = drawPanel(document.getElementById('lab'), () => {}), views = $views;
window.showView = number => show(views[number]);
</script></html>""")


def picture_names():
    """The files: moving and still, for each size and theme."""
    parts = product(("light", "dark"), SIZES, ("", "-still"))
    return [f"lab-{theme}{size}{still}.webp" for theme, size, still in parts]


@functools.cache
def views():
    """What the lab shows at first and after each move, as plain data."""
    lab = PagedLab()
    shown = [dict(lab.view)]
    for control, value in MOVES:
        lab.answer({"control": control, "value": value})
        shown.append(dict(lab.view))
    return json.loads(json.dumps(shown))


def words():
    """What the picture shows, as the lab says it."""
    told = []
    for view in views():
        verdict = view["state"]["verdict"]
        changes = "; ".join(change for _, change in verdict["changes"]) or "nothing changed"
        told.append(f"with {changes}: {verdict['lines'][0].lower()}")
    about = views()[0]["state"]["about"].rstrip(".")
    return f"Moving picture of the what-if lab. {about}. The verdict {'; '.join(told)}."


def shots(browser, theme, size):
    """The views as pictures."""
    from PIL import Image

    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(
        PAGE.substitute(
            light=str(theme == "light").lower(),
            styles=styles() + asset("lab.css"),
            script=script(),
            views=json.dumps(views()).replace("<", "\\u003c"),
        )
    )
    for number in range(len(views())):
        page.evaluate("number => window.showView(number)", number)
        page.wait_for_timeout(100)
        yield Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()


def write(place, theme, size, pictures):
    """Write the views as one moving picture, and as one that stands still."""
    from PIL import Image

    fewer = [one.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB") for one in pictures]
    first, *others = fewer
    how = {"lossless": True, "quality": 100, "method": 4}
    pace = {"duration": round(SECONDS * 1000), "loop": 0}
    first.save(
        place / f"lab-{theme}{size}.webp", save_all=True, append_images=others, **pace, **how
    )
    height = sum(one.height for one in fewer)
    still, top = Image.new("RGB", (first.width, height)), 0
    for one in fewer:
        still.paste(one, (0, top))
        top += one.height
    still.save(place / f"lab-{theme}{size}-still.webp", **how)


def draw():
    """Draw all files anew and tell the words in README."""
    import live
    from playwright.sync_api import sync_playwright

    place = ROOT / FOLDER
    with sync_playwright() as playwright, live.chromium(playwright) as browser:
        for theme, size in product(("light", "dark"), SIZES):
            write(place, theme, size, list(shots(browser, theme, size)))
    readme = ROOT / "README.md"
    alt = html.escape(words())
    text = IN_README.sub(lambda found: f"{found[1]}{alt}{found[2]}", readme.read_text("utf-8"))
    readme.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    draw()
