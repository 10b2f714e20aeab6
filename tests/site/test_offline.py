"""The guide without its server: what is kept, what is not, how a newer edition comes, and how to switch it all off."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from macros.finished_site import finish
from macros.finished_site.offline_files import write_service_worker
from macros.site_images import BACKGROUND, SITE_NAME
from tests.conftest import watch
from tests.site.calculator_driver import outcome, shown_due, walk
from tests.site.nginx_server import NginxServer

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
WORKERS = [ROOT / "macros" / "finished_site" / "service-worker.js", ROOT / "docs" / "service-worker.js"]
MOST_LINES = 80

IN_BRENT: dict[str, str | list[str]] = {"authority": "brent", "post": "head-of-service", "received": "2 4 2026"}
SNAPSHOT = "iro-escalation-guide-snapshot /"
KEPT = """async (snapshot) => {
  const names = (await caches.keys()).filter((name) => name !== snapshot);
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().map(({ url }) => new URL(url).pathname.slice(1));
}"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the finished site, to be changed."""
    return Path(shutil.copytree(SITE, tmp_path / "site"))


@pytest.fixture
def server(site: Path, tmp_path: Path) -> Iterator[NginxServer]:
    """A server of the copy, which can be stopped."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    running = NginxServer(site, folder)
    yield running
    running.stop()


@pytest.fixture
def open_page(browser: Browser, server: NginxServer, page_problems: list[str]) -> Iterator[Callable[[], Page]]:
    """Open pages of one reader, whose browser keeps files between them; it may miss the server, and nothing else."""
    with browser.new_context(base_url=server.address) as context:
        watch(context, server.address, page_problems)
        yield context.new_page
    assert [problem for problem in page_problems if "Failed to load resource" not in problem] == []


def kept(page: Page) -> list[str]:
    """The addresses of all files that the browser keeps for the site."""
    found: list[str] = page.evaluate(KEPT, SNAPSHOT)
    return found


def wait_until_kept(page: Page, *addresses: str) -> None:
    """Wait for the service worker to have kept these files."""
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    for _ in range(600):
        if set(addresses) <= set(kept(page)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not kept: {set(addresses) - set(kept(page))}")


def listed(site: Path) -> dict[str, dict[str, str]]:
    """The list of the files that the service worker may keep."""
    (path,) = (site / "assets" / "offline").glob("list-*.dat")
    read: dict[str, dict[str, str]] = json.loads(path.read_bytes())
    return read


def publish_newer(site: Path) -> None:
    """Change a sentence of the home page, and finish the site anew."""
    page = site / "index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("<h1", "<h1 data-newer", 1), encoding="utf-8")
    finish(site)


def test_after_one_visit_the_procedures_can_be_read_without_the_server(
    open_page: Callable[[], Page], server: NginxServer, site: Path
) -> None:
    """Whichever page was opened first, the procedures and the pages around them are there."""
    page = open_page()
    page.goto("/authorities/brent/reply-dates/")
    wait_until_kept(page, "authorities/brent/reply-dates/", *listed(site)["install"])
    server.stop()
    page.goto("/authorities/dorset/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dorset")
    page.goto("/authorities/brent/reply-dates/?h=reply")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Brent")
    page.goto("/index.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/authorities/cpru/reply-dates/")
    expect(page.get_by_role("heading", name="This page is not on your device")).to_be_visible()
    page.get_by_role("link", name="Go to the home page").click()
    expect(page).to_have_title(SITE_NAME)


def test_after_one_calculation_another_one_works_without_the_server(
    open_page: Callable[[], Page], server: NginxServer, site: Path
) -> None:
    """Python is kept once the calculator has been used; any authority's procedure answers."""
    page = open_page()
    walk(page, "received", IN_BRENT)
    wait_until_kept(page, *listed(site)["pack"], *listed(site)["install"])
    server.stop()
    walk(page, "received", {**IN_BRENT, "authority": "cpru", "post": "service-manager", "timescale": "no"})
    expect(outcome(page)).to_be_visible()
    page.goto("about:blank")
    walk(page, "received", IN_BRENT)
    assert shown_due(page) == "2026-04-20"


def test_pages_from_the_device_are_under_the_same_security_policy(
    open_page: Callable[[], Page], server: NginxServer
) -> None:
    """The headers are kept with the pages."""
    page = open_page()
    page.goto("/")
    wait_until_kept(page, "about/")
    server.stop()
    answer = page.goto("/about/")
    assert answer is not None
    assert answer.from_service_worker
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_file_that_fails_voids_nothing(open_page: Callable[[], Page], server: NginxServer, site: Path) -> None:
    """One page is missing and one is not the published one when the first reader comes: all others are kept."""
    (site / "glossary" / "index.html.gz").unlink()
    (site / "glossary" / "index.html").unlink()
    (site / "about" / "index.html.gz").unlink()
    (site / "about" / "index.html").write_text("<h1>Something else</h1>", encoding="utf-8")
    page = open_page()
    page.goto("/")
    others = set(listed(site)["install"]) - {"glossary/", "about/"}
    wait_until_kept(page, *others)
    assert {"glossary/", "about/"}.isdisjoint(kept(page))
    page.goto("/about/")
    expect(page.get_by_role("heading", name="Something else")).to_be_visible()  # online, the server decides
    shutil.copy(SITE / "glossary" / "index.html", site / "glossary" / "index.html")
    page.goto("/glossary/")
    wait_until_kept(page, "glossary/")
    assert "about/" not in kept(page)
    server.stop()
    page.goto("/about/")
    expect(page.get_by_role("heading", name="This page is not on your device")).to_be_visible()


def test_a_newer_edition_waits_until_the_reader_asks_and_no_other_page_is_open(
    open_page: Callable[[], Page], server: NginxServer, site: Path
) -> None:
    """A calculation that runs goes on with what it began with; afterwards all is of the newer edition."""
    page = open_page()
    walk(page, "received", IN_BRENT)
    wait_until_kept(page, *listed(site)["pack"])
    older = kept(page)
    publish_newer(site)
    page.reload()
    words = page.get_by_role("status").filter(has_text="edition")
    expect(words).to_contain_text("A newer edition of this guide is ready.")
    expect(outcome(page)).to_be_visible()
    home = open_page()
    home.goto("/")
    assert home.locator("h1[data-newer]").count() == 0
    page.get_by_role("button", name="Load the newer edition").click()
    expect(page.get_by_text("Close the other pages of this guide first.")).to_be_visible()
    home.close()
    page.get_by_role("button", name="Load the newer edition").click()
    expect(page.get_by_role("button", name="Load the newer edition")).to_have_count(0)
    expect(outcome(page)).to_be_visible()
    assert shown_due(page) == "2026-04-20"
    server.stop()
    page.goto("/")
    expect(page.locator("h1[data-newer]")).to_be_visible()
    assert len(kept(page)) == len(older)  # one list and one home page, not two


def test_the_offer_can_be_put_off_and_comes_again(open_page: Callable[[], Page], site: Path) -> None:
    """It covers nothing that the reader wants to see, and hides no focus."""
    page = open_page()
    page.goto("/")
    wait_until_kept(page, "about/")
    publish_newer(site)
    page.reload()
    page.get_by_role("button", name="Later").click()
    expect(page.get_by_role("button", name="Later")).to_have_count(0)
    page.goto("/about/")
    expect(page.get_by_role("button", name="Later")).to_be_visible()


def test_the_switch_removes_everything_that_was_kept(open_page: Callable[[], Page], site: Path) -> None:
    """One file copied over another on the server; the next visit of each reader does the rest."""
    page = open_page()
    walk(page, "received", IN_BRENT)
    wait_until_kept(page, "about/")
    for _ in range(600):
        if page.evaluate("(name) => caches.has(name)", SNAPSHOT):
            break
        page.wait_for_timeout(50)
    assert len(page.evaluate("caches.keys()")) == 2
    shutil.copy(site / "service-worker-off.js", site / "service-worker.js")
    (site / "service-worker.js.gz").unlink()
    page.goto("/about/")
    registered = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    for _ in range(600):
        if page.evaluate(registered) == 0 and not page.evaluate("caches.keys()"):
            break
        page.wait_for_timeout(50)
    assert page.evaluate("caches.keys()") == []
    answer = page.goto("/compare/")
    assert answer is not None
    assert not answer.from_service_worker


def test_the_guide_works_at_any_base_address(browser: Browser, tmp_path: Path) -> None:
    """Below another site's address it keeps its own files only, under a name of its own."""
    shutil.copytree(SITE, tmp_path / "root" / "children" / "guide")
    shutil.copy(SITE / "nginx.conf", tmp_path / "root" / "nginx.conf")
    folder = tmp_path / "nginx"
    folder.mkdir()
    server = NginxServer(tmp_path / "root", folder)
    with browser.new_context(base_url=server.address) as context:
        page = context.new_page()
        page.goto("/children/guide/about/")
        wait_until_kept(page, "children/guide/calculator/", "children/guide/about/")
        assert page.evaluate("caches.keys()") == ["iro-escalation-guide /children/guide/"]
        server.stop()
        page.goto("/children/guide/authorities/dorset/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Dorset")


def test_with_many_authorities_a_procedure_is_kept_when_it_is_used(site: Path) -> None:
    """A first visit costs the same with 5 authorities and with 150."""
    for number in range(150):
        folder = site / "authorities" / f"synthetic-{number}"
        folder.mkdir()
        shutil.copy(site / "authorities" / "bedford-borough" / "index.html", folder)
    write_service_worker(site)
    groups = listed(site)
    assert [address for address in groups["install"] if re.match("authorities/.|policies/|search/", address)] == []
    assert {"authorities/brent/", "authorities/synthetic-149/", "policies/brent.json"} <= set(groups["visit"])
    assert {"", "authorities/", "calculator/"} <= set(groups["install"])


def test_finishing_a_site_again_changes_nothing(site: Path) -> None:
    """The same pages give the same bytes."""

    def contents() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}

    before = contents()
    finish(site)
    assert contents() == before


def test_every_page_and_every_file_that_pages_load_can_be_kept() -> None:
    """Nothing is left out but what servers, crawlers and the browser itself read."""
    every = {address for group in listed(SITE).values() for address in group}
    files = {path.relative_to(SITE).as_posix() for path in SITE.rglob("*") if path.is_file() and path.suffix != ".gz"}
    missing = {re.sub(r"(^|/)index\.html$", r"\1", path) for path in files} - every
    own = {"service-worker.js", "service-worker-off.js", "manifest.json", "404.html", "sitemap.xml"}
    servers = {"nginx.conf", "web.config", "_headers"}
    assert missing - own - servers == {path for path in files if path.startswith("assets/offline/list-")}


@pytest.mark.parametrize("path", WORKERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_service_worker_is_small_enough_to_be_read_at_a_sitting(path: Path) -> None:
    """Lines of code; comments do not count."""
    text = re.sub(r"/\*\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("//")]
    assert len(lines) <= MOST_LINES


def test_the_manifest_names_icons_of_the_sizes_that_it_says(page: Page) -> None:
    """With the name and colour that stand elsewhere, and addresses that hold at any base."""
    page.goto("/authorities/brent/")
    address = page.locator('link[rel="manifest"]').evaluate("link => link.href")
    manifest: dict[str, Any] = page.request.get(address).json()
    assert (manifest["name"], manifest["theme_color"]) == (SITE_NAME, BACKGROUND)
    pictures = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    sizes = [f"{width}x{height}" for width, height in (Image.open(SITE / icon["src"]).size for icon in pictures)]
    assert sizes == [icon["sizes"] for icon in pictures] == ["192x192", "512x512"]
    for shortcut in manifest["shortcuts"]:
        assert (SITE / shortcut["url"] / "index.html").is_file()


def test_a_site_must_be_built_before_it_is_finished(tmp_path: Path) -> None:
    """The step says what to run first."""
    for folder in ("calculator", "macros"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    run = subprocess.run([sys.executable, "-m", "macros.finished_site"], cwd=tmp_path, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (1, "There is no site to finish. Run `make build`.\n")
