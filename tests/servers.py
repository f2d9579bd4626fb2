"""Servers of folders, for the site in the browser and for the Pyodide that it fetches."""

import functools
import http.server
import threading
from collections.abc import Mapping
from contextlib import contextmanager
from typing import ClassVar


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves scripts as such, and logs nothing."""

    extensions_map: ClassVar[Mapping[str, str]] = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_):
        pass


class Cached(Quiet):
    """Lets browsers keep what it serves for ten minutes, as GitHub Pages does.

    Serves nothing under the paths that it `refuses`.
    """

    refuses = ()

    def do_GET(self):
        if self.path.startswith(self.refuses):
            return self.send_error(503)
        return super().do_GET()

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


class Public(Quiet):
    """Serves to the pages of other hosts too, as the public distribution does."""

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


class Server:
    """Serves a folder on a free port of this machine; once stopped, it starts at its old one."""

    def __init__(self, folder, handler=Quiet):
        self.handler, self.port = functools.partial(handler, directory=str(folder)), 0
        self.start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), self.handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def serve(folder, handler=Quiet):
    """Serve a folder on a free port of this machine, and give the address."""
    server = Server(folder, handler)
    yield server.address
    server.stop()
