"""`python -m caitien` is the command `caitien`."""

import sys

from caitien.cli.start import main

if __name__ == "__main__":
    sys.exit(main())
