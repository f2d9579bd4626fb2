"""What the steps of the build share: their way to say that a tool is missing, and wheels."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from ...files import zipped
from ..source import EditionError


def not_installed(name: str) -> EditionError:
    """The error to raise where a package that builds the site is missing."""
    return EditionError(
        f"{name} is not installed. Run: python -m pip install 'sanctionslab[web]'", "package", name
    )


def digest(content: bytes) -> str:
    """The SHA-256 of bytes in Base64, as browsers compare it.

    >>> digest(b"")
    '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def wheel(name: str, version: str, files: Mapping[str, bytes]) -> bytes:
    """A wheel as bytes, the same from the same files. Arguments: `files`, contents by name."""
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    about = (
        "Wheel-Version: 1.0\nGenerator: sanctionslab\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    entries = dict(sorted(files.items()))
    entries[f"{info}/METADATA"] = metadata.encode()
    entries[f"{info}/WHEEL"] = about.encode()
    record = [
        f"{path},sha256={url_digest(content)},{len(content)}" for path, content in entries.items()
    ]
    entries[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    return zipped(entries.items(), compress=True)


def url_digest(content: bytes) -> str:
    """The SHA-256 of bytes as the record of a wheel has it."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
