"""The front end: ES modules and style sheets in `front/`, each a file.

A page can take the modules as they lie there. A widget takes one module, so here they are joined.
"""

import functools
import re
from importlib.resources import files

MODULES = (
    *("dom.js", "keys.js", "asking.js", "search.js", "controls.js", "layout.js"),
    *("signs.js", "picture.js", "panel.js"),
)
SHEETS = ("panel.css", "controls.css", "picture.css", "print.css")

IMPORT = re.compile(r"^import .* from '\./.*';\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@functools.cache
def script() -> str:
    """The modules as one: each after those that it imports, all names in one scope.

    >>> "import " in script(), script().count("export default")
    (False, 1)
    """
    return "\n".join(EXPORT.sub("", IMPORT.sub("", _text(name))) for name in MODULES)


@functools.cache
def keys_script() -> str:
    """The module that keeps keys inside a field, for a widget that does nothing else.

    >>> keys_script().splitlines()[-1]
    'export default { render: keepKeys };'
    """
    return f"{EXPORT.sub('', _text('keys.js'))}\nexport default {{ render: keepKeys }};"


@functools.cache
def styles() -> str:
    """The style sheets as one."""
    return "\n".join(map(_text, SHEETS))


def _text(name: str) -> str:
    return (files(__package__) / "front" / name).read_text(encoding="utf-8")
