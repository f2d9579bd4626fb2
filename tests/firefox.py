"""Firefox as it is installed, for the tests of a second engine.

It is driven over WebDriver BiDi, the protocol that it speaks itself: no driver is needed. A `Page`
has of Playwright's pages what `lite.py` and `pages.py` use.
"""

import itertools
import json
import re
import shutil
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path

import live
import websocket

NAMES = ("firefox-esr", "firefox")
PLACES = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"C:\Program Files\Mozilla Firefox\firefox.exe",
)
QUIET = """
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.auto", false);
user_pref("browser.shell.checkDefaultBrowser", false);
"""
KEYS = {"Enter": "\ue007", "Space": " ", "Tab": "\ue004"}

# Does what Playwright's `evaluate` does: a function is called, anything else has its value.
EVALUATE = """async (source, argument) => {
    const made = (0, eval)(source);
    const value = await (typeof made === 'function' ? made(JSON.parse(argument)) : made);
    return JSON.stringify(value) ?? 'null';
}"""


def find():
    """The path of a Firefox on this machine, or None."""
    places = [*map(shutil.which, NAMES), *(place for place in PLACES if Path(place).exists())]
    return next(filter(None, places), None)


class Page:
    """A page in Firefox, the only one of its session."""

    def __init__(self, url):
        self.socket = websocket.create_connection(
            f"{url}/session", suppress_origin=True, timeout=live.LONG * 2
        )
        self.numbers = itertools.count(1)
        self.ask("session.new", capabilities={})
        self.context = self.ask("browsingContext.create", type="tab")["context"]

    def ask(self, method, **params):
        """Send a command. Returns its result; what else the browser tells is left."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (said := json.loads(self.socket.recv())).get("id") != number:
            pass
        assert said["type"] == "success", said
        return said["result"]

    def goto(self, url):
        self.ask("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def size(self, width, height):
        self.ask(
            "browsingContext.setViewport",
            context=self.context,
            viewport={"width": width, "height": height},
        )

    def evaluate(self, source, argument=None):
        """The value of a function or an expression, as JSON has it."""
        told = self.ask(
            "script.callFunction",
            functionDeclaration=EVALUATE,
            arguments=[in_bidi(source), in_bidi(json.dumps(argument))],
            awaitPromise=True,
            target={"context": self.context},
        )
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return json.loads(told["result"]["value"])

    def wait_for_function(self, asked):
        """Wait until an expression is true."""
        end = time.monotonic() + live.LONG
        while not self.evaluate(f"Boolean({asked})"):
            assert time.monotonic() < end, f"not true after {live.LONG} seconds: {asked}"
            time.sleep(0.1)

    def wait_for_timeout(self, milliseconds):
        time.sleep(milliseconds / 1000)

    def press(self, element, key):
        """Press a key at an element: an expression."""
        self.wait_for_function(element)
        self.evaluate(f"{element}.focus()")
        strokes = [{"type": kind, "value": KEYS[key]} for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self.ask("input.performActions", context=self.context, actions=[keyboard])


def in_bidi(text):
    return {"type": "string", "value": text}


@contextmanager
def page(folder):
    """A page in a Firefox of its own, whose profile lies in a folder."""
    profile = folder / "profile"
    profile.mkdir()
    (profile / "user.js").write_text(QUIET, encoding="utf-8")
    log = folder / "log.txt"
    command = [find(), "--headless", "--no-remote", "--profile", str(profile)]
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0"],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        made = Page(address_in(log))
        with closing(made.socket):
            yield made
    finally:
        process.terminate()
        process.wait(30)


def address_in(log):
    """Where Firefox listens, as soon as it says so."""
    end = time.monotonic() + live.LONG
    while time.monotonic() < end:
        if said := re.search(r"listening on (ws://\S+)", log.read_text(encoding="utf-8")):
            return said[1]
        time.sleep(0.1)
    raise RuntimeError(f"Firefox does not listen:\n{log.read_text(encoding='utf-8')}")
