"""Files: where the kit's data is, readers, and careful writers."""

from .cells import FORMULA_SIGNS, as_cell, from_cell
from .places import data_path, is_taken, path_of
from .reading import UnreadableFile, as_of, begins_with, read_csv, read_toml, toml_in
from .writing import STAMP, Kept, folder_whole, write_whole, written_whole, zipped

__all__ = [
    "FORMULA_SIGNS",
    "STAMP",
    "Kept",
    "UnreadableFile",
    "as_cell",
    "as_of",
    "begins_with",
    "data_path",
    "folder_whole",
    "from_cell",
    "is_taken",
    "path_of",
    "read_csv",
    "read_toml",
    "toml_in",
    "write_whole",
    "written_whole",
    "zipped",
]
