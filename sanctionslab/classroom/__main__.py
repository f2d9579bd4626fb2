"""Print the digest of a right answer: python -m sanctionslab.classroom 02.3 "an answer"."""

import sys

from ..errors import KitError
from .bank import digest

if len(sys.argv) != 3:
    sys.exit(
        "Give an exercise and a right answer: "
        'python -m sanctionslab.classroom 02.3 "paragraph 29 of 2321"'
    )
try:
    print(digest(*sys.argv[1:]))
except KitError as mistake:
    sys.exit(f"sanctionslab: {mistake}")
