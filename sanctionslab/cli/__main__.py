"""The command line: python -m sanctionslab.cli, or python -m sanctionslab."""

import sys

from .run import main

sys.exit(main())
