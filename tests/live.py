"""A real JupyterLab and a real Voilà, and Chromium in front, for the tests and the benchmarks."""

import json
import os
import pathlib
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import nbformat

LONG = 180  # seconds that a busy machine may take to start or to load something
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def find_browser():
    """The path of a Chromium, Chrome or Edge on this machine, or None."""
    return next(
        filter(None, [*map(shutil.which, NAMES), *(p for p in PLACES if pathlib.Path(p).exists())]),
        None,
    )


@contextmanager
def chromium(playwright):
    """Chromium, driven by Playwright."""
    browser = playwright.chromium.launch(
        executable_path=find_browser(), args=["--no-sandbox", "--disable-dev-shm-usage"]
    )
    try:
        yield browser
    finally:
        browser.close()


def notebook(path, *cells):
    """Write a notebook of code cells."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    nbformat.write(made, path)


class Server:
    """One of Jupyter's servers, on a free port, with settings and a home of its own.

    `kind` is "lab" or "voila".
    """

    def __init__(self, kind, home, *arguments):
        settings = home / "settings" / "@jupyterlab" / "apputils-extension"
        settings.mkdir(parents=True)
        quiet = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
        (settings / "notification.jupyterlab-settings").write_text(
            json.dumps(quiet), encoding="utf-8"
        )
        places = {
            "HOME": "home",
            "USERPROFILE": "home",
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "IPYTHONDIR": "ipython",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        }
        self.log, self.token, port = home / "log.txt", secrets.token_hex(8), _free_port()
        self.url = f"http://127.0.0.1:{port}"
        own = {
            "lab": [
                "jupyterlab",
                f"--ServerApp.port={port}",
                "--LabApp.expose_app_in_browser=True",
                "--ServerApp.allow_root=True",
                f"--IdentityProvider.token={self.token}",
            ],
            "voila": ["voila", f"--port={port}", f"--token={self.token}"],
        }[kind]
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *own, "--no-browser", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | {name: str(home / place) for name, place in places.items()},
            )

    def wait(self, seconds=LONG):
        """Wait until it answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(
                    f"{self.url}/static/favicon.ico?token={self.token}", timeout=5
                ).close()
                return self
            except urllib.error.HTTPError as error:
                error.close()
                return self
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"no answer from {self.url}:\n{self.log.read_text(encoding='utf-8')}")

    def stop(self):
        self.process.terminate()
        self.process.wait(30)

    def open(self, page, name):
        """Open a notebook in JupyterLab and run it to the end."""
        page.goto(f"{self.url}/lab/tree/{name}?reset&token={self.token}")
        page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext")
        page.evaluate("""async () => {
            const app = window.jupyterapp;
            await app.restored;
            const {commands, shell} = app;
            if (!shell.leftCollapsed) await commands.execute('application:toggle-left-area');
            await shell.currentWidget.sessionContext.ready;
            await commands.execute('notebook:run-all-cells');
        }""")
        counts = page.evaluate("""() => {
            const {model} = window.jupyterapp.shell.currentWidget.content;
            return [...model.cells].map(cell => cell.executionCount);
        }""")
        assert all(counts), f"cells that did not run: {counts}"


def _free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
