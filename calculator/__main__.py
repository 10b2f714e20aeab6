"""`python -m calculator`."""

import sys

from calculator.command_line import main

sys.exit(main())
