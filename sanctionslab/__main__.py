"""The command line by another name: python -m sanctionslab."""

import sys

from .cli import main

sys.exit(main())
