"""The house: imports run one way, a room is entered by its door, files stay short."""

import ast
import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sanctionslab"
# From the ground up: what stands further down may not know of what stands above it.
FLOORS = (
    *("errors", "logic", "files", "shapes", "outline", "vocabulary"),
    *("cases", "law", "verdict", "diagram", "whatif", "tables", "screening", "figures"),
    *("panels", "classroom", "editions", "cli"),
)
# `finding.picture()` draws when it is asked, so that nobody has to know where figures stand.
ASKED_FOR = {("verdict/view", "figures")}
GROUND = FLOORS[:6]
CORE = FLOORS[: FLOORS.index("whatif") + 1]
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_LINE = 350, 50, 100
UNDERSCORED = {"_replace", "_fields", "_meta"}  # public all the same: named tuples, Dask's frames
REASON = re.compile(r"#\s*long:\s+\S+")  # a comment on the line of `def` that says why

MODULES = {path.relative_to(PACKAGE).with_suffix(""): path for path in PACKAGE.rglob("*.py")}


def room_of(module):
    return module.parts[0]


@cache
def tree_of(module):
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def nodes_of(module):
    """Every node of a module but those that only a type checker reads."""
    waiting = [tree_of(module)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        waiting.extend(ast.iter_child_nodes(node))


@cache
def imports_of(module):
    """The package's own names that a module imports, anywhere in it: (parts of the path, name,
    line).
    """
    return tuple(_imports(module))


def _imports(module):
    package = list(module.parts[:-1])
    for node in nodes_of(module):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1] + (node.module or "").split(".")
            for alias in node.names:
                yield [part for part in base if part], alias.name, node.lineno


def across():
    """Every import from one room into another: (module, parts of the path, name, line)."""
    for module in MODULES:
        if module.parts == ("__init__",) or module.parts == ("__main__",):
            continue
        for path, name, line in imports_of(module):
            entered = path[0] if path else name
            if entered != room_of(module) and entered in FLOORS:
                yield module, path or [name], name, line


def test_every_module_stands_on_a_floor():
    rooms = {room_of(module) for module in MODULES} - {"__init__", "__main__"}
    assert rooms == set(FLOORS)


def test_imports_run_one_way():
    upward = [
        f"{module}:{line} imports {'.'.join(path)}"
        for module, path, _, line in across()
        if FLOORS.index(path[0]) > FLOORS.index(room_of(module))
        and (str(module), path[0]) not in ASKED_FOR
    ]
    assert not upward


def test_a_room_is_entered_by_its_door():
    """From another room comes only what the door's `__all__` offers, and nothing with an
    underscore.
    """
    around = [
        f"{module}:{line} takes {name} from {'.'.join(path)}"
        for module, path, name, line in across()
        if name.startswith("_") or len(path) > 1
    ]
    assert not around


@pytest.mark.parametrize("room", [floor for floor in FLOORS if (PACKAGE / floor).is_dir()])
def test_a_door_offers_what_others_take(room):
    names = set(import_module(f"sanctionslab.{room}").__all__)
    taken = {name for _, path, name, _ in across() if path == [room] and name != room}
    assert taken <= names


def test_no_circle_inside_a_room():
    inside = {
        module: {Path(*path, name) for path, name, _ in imports_of(module)}
        | {Path(*path) for path, _, _ in imports_of(module) if path}
        for module in MODULES
    }
    done, path = set(), []

    def walk(module):
        assert module not in path, " -> ".join(map(str, [*path[path.index(module) :], module]))
        if module in done or module not in MODULES or module.name == "__init__":
            return
        path.append(module)
        for other in sorted(inside[module]):
            if other != module:
                walk(other)
        done.add(path.pop())

    for module in sorted(MODULES):
        walk(module)


def test_nobody_reaches_for_what_is_private_elsewhere():
    """`thing._private` only on self, or on what the same file makes."""
    reached = []
    for module in MODULES:
        tree = tree_of(module)
        own = {
            node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        own |= {
            target.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Attribute)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and re.match(r"_[a-z]", node.attr)
                and node.attr not in own
                and not re.match(r"_repr_|_render_", node.attr)
                and node.attr not in UNDERSCORED
                and not (
                    isinstance(node.value, ast.Name) and node.value.id in ("self", "cls", "os")
                )
            ):
                reached.append(f"{module}:{node.lineno} {ast.unparse(node)}")
    assert not reached


def imported_at_once(module):
    """The top-level packages that a module imports when it is imported itself."""
    for node in tree_of(module).body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def test_the_core_needs_nothing_but_python():
    foreign = {
        (str(module), name)
        for module in MODULES
        if room_of(module) in CORE
        for name in imported_at_once(module)
        if name not in sys.stdlib_module_names
    }
    assert not foreign


def test_files_are_short():
    lengths = {
        str(module): len(path.read_text(encoding="utf-8").splitlines())
        for module, path in MODULES.items()
    }
    too_long = {name: count for name, count in lengths.items() if count > LONGEST_FILE}
    assert not too_long and median(lengths.values()) < 200


def test_functions_are_short_or_say_why_not():
    too_long = []
    for module, path in MODULES.items():
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            # A docstring is for the reader of the documentation; what counts is the code.
            documented = ast.get_docstring(node) is not None
            start = node.body[0].end_lineno if documented else node.lineno
            length = node.end_lineno - start
            if length > LONGEST_FUNCTION and not REASON.search(lines[node.lineno - 1]):
                too_long.append(f"{module}:{node.name} has {length} lines")
    assert not too_long


def test_lines_are_short():
    too_long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in MODULES.values()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE and "://" not in line
    ]
    assert not too_long


def test_style_and_script_are_files():
    """No style sheet and no script in a Python string."""
    embedded = [
        str(module)
        for module, path in MODULES.items()
        if re.search(r"\{[^{}\n]*:[^{}\n]*;\s*\}|addEventListener|=>\s*\{", path.read_text("utf-8"))
    ]
    assert not embedded


def test_no_test_imports_another_test_module():
    tests = [*(ROOT / "tests").rglob("*.py")]
    assert not [
        str(path)
        for path in tests
        if re.search(r"^\s*(from|import) test_", path.read_text("utf-8"), re.M)
    ]


def test_the_stub_lists_the_names_of_the_face():
    import sanctionslab as sl

    stub = (PACKAGE / "__init__.pyi").read_text(encoding="utf-8")
    assert set(re.findall(r" as (\w+)$", stub, re.M)) == set(sl.__all__)
    for name in sl.__all__:
        assert getattr(sl, name) is not None


def test_a_name_that_the_face_does_not_have():
    import sanctionslab as sl

    with pytest.raises(AttributeError, match="has no attribute 'clasify'"):
        _ = sl.clasify
