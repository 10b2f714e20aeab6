"""What happens to `site/` after MkDocs: unneeded files go, search waits its turn, the worker and servers' files come.

`make build` runs `python -m macros.finished_site`. It reads the finished pages, whatever made them, and the same pages
give the same bytes. A site without this step works as well: `make serve` serves such a one.
"""

from __future__ import annotations

from pathlib import Path

from macros.finished_site.offline_files import write_service_worker
from macros.finished_site.precompressed import write_compressed_copies
from macros.finished_site.search_index import weigh_for_search
from macros.finished_site.search_on_demand import load_search_on_demand
from macros.finished_site.server_files import write_server_files
from macros.finished_site.unneeded import remove_unneeded


def finish(site: Path) -> None:
    """Finish a site; doing it again after a change brings everything up to date."""
    remove_unneeded(site)
    weigh_for_search(site)
    load_search_on_demand(site)
    write_service_worker(site)
    write_server_files(site)
    write_compressed_copies(site)
