"""The border runs in a browser, where nothing compiled is at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
WITHOUT_COMPILED_PARTS = """
import sys
for name in ("_yaml", "yaml._yaml", "pydantic", "pydantic_core", "holidays"):
    sys.modules[name] = None
import yaml
assert not yaml.__with_libyaml__
from pathlib import Path
from calculator.border.folder import check_files, read_folder
read_folder(Path(sys.argv[1]))
"""


def test_policies_are_read_without_libyaml_and_pydantic():
    """Neither PyYAML's compiled half nor pydantic is asked for."""
    command = [sys.executable, "-c", WITHOUT_COMPILED_PARTS, str(HERE)]
    subprocess.run(command, check=True, cwd=HERE.parent.parent)
