"""The site behind a real nginx, with the settings that the build has written: what every reader's browser receives."""

from __future__ import annotations

import gzip
import http.client
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from macros.finished_site.server_files import HEADERS, HTTPS_ONLY, content_security_policy, hashed_files
from macros.finished_site.transfer import transfer_sizes
from tests.conftest import watch
from tests.site.calculator_driver import outcome, walk
from tests.site.nginx_server import NginxServer

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"

TYPES = {
    "": "text/html; charset=utf-8",
    "assets/site.css": "text/css; charset=utf-8",
    "assets/calculator-worker.js": "text/javascript; charset=utf-8",
    "assets/engine/files.dat": "application/octet-stream",
    "assets/images/icon.svg": "image/svg+xml; charset=utf-8",
    "assets/images/icon-192.png": "image/png",
    "assets/pyodide/LICENCE.txt": "text/plain; charset=utf-8",
    "manifest.json": "application/json; charset=utf-8",
    "policies/brent.json": "application/json; charset=utf-8",
    "sitemap.xml": "application/xml; charset=utf-8",
}
FOR_EVER = "public, max-age=31536000, immutable"
MOST_BYTES_OF_A_PAGE = 300_000
KINDS_OF_PAGE = [
    "",
    "authorities/brent/",
    "authorities/brent/answers/",
    "authorities/brent/reply-dates/",
    "compare/",
    "glossary/",
    "learn/",
]


@dataclass(frozen=True)
class Answer:
    """What the server sent, with the body as it went over the network."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx serving `site/`, without a final slash."""
    server = NginxServer(SITE, tmp_path_factory.mktemp("nginx"))
    yield server.address
    server.stop()


@pytest.fixture
def get(nginx: str) -> Callable[[str], Answer]:
    """Ask nginx for an address from the site's root, as a browser that takes compressed files."""

    def ask(address: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(nginx).netloc)
        connection.request("GET", f"/{address}", headers={"Accept-Encoding": "gzip, deflate, br"})
        response = connection.getresponse()
        answer = Answer(
            response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        )
        connection.close()
        return answer

    return ask


@pytest.fixture
def nginx_page(nginx: str, browser: Browser, page_problems: list[str]) -> Iterator[Page]:
    """A page of the site as nginx serves it; console errors, violations of the security policy too, fail the test."""
    with browser.new_context(base_url=nginx, service_workers="block") as context:
        watch(context, nginx, page_problems)
        yield context.new_page()
    assert page_problems == []


@pytest.mark.parametrize(("address", "content_type"), TYPES.items())
def test_every_kind_of_file_has_its_type(get: Callable[[str], Answer], address: str, content_type: str) -> None:
    """Browsers are told not to guess, so the types have to be right."""
    answer = get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, content_type)


def test_every_ending_in_the_site_has_a_type_or_is_for_servers() -> None:
    """A new kind of file needs a line in deploy/nginx.conf."""
    known = re.findall(r"^    \S+/\S+ +(\w+);$", (SITE / "nginx.conf").read_text(encoding="utf-8"), re.MULTILINE)
    found = {path.suffix[1:] for path in SITE.rglob("*") if path.is_file()}
    assert found - set(known) == {"", "gz", "conf", "config"}


@pytest.mark.parametrize("address", ["", "assets/pyodide/LICENCE.txt", "policies/brent.json", "no/such/page"])
def test_every_answer_has_the_security_headers(get: Callable[[str], Answer], address: str) -> None:
    """Also the page that says that there is no such page."""
    headers = get(address).headers
    assert {name: headers[name.lower()] for name in HEADERS} == HEADERS
    assert headers["content-security-policy"] == content_security_policy(SITE)
    assert "strict-transport-security" not in headers  # over HTTP, servers may not send it
    assert headers["server"] == "nginx"


def test_files_named_by_their_content_are_kept_and_all_others_checked(get: Callable[[str], Answer]) -> None:
    """The pack, Pyodide, the list for offline use and Material's own files; nothing that keeps its name."""
    hashed = hashed_files(SITE)
    assert len(hashed) == 10
    assert {get(address).headers["cache-control"] for address in hashed} == {FOR_EVER}
    assert {get(address).headers["cache-control"] for address in TYPES} == {"no-cache"}
    assert get("service-worker.js").headers["cache-control"] == "no-cache"


def test_a_missing_file_is_not_remembered_as_missing(get: Callable[[str], Answer]) -> None:
    """In the middle of an update a file may be missing for a moment, and its name promises to last for ever."""
    answer = get("assets/engine/python-000000000000.dat")
    assert answer.status == 404
    assert "cache-control" not in answer.headers


def test_large_files_are_sent_compressed(get: Callable[[str], Answer]) -> None:
    """As they were compressed at build time, the same each time."""
    for path in SITE.rglob("*.gz"):
        whole = path.with_suffix("")
        answer = get(whole.relative_to(SITE).as_posix())
        assert answer.headers.get("content-encoding") == "gzip", whole
        assert answer.headers["vary"] == "Accept-Encoding"
        assert gzip.decompress(answer.body) == whole.read_bytes()
    large = [path for path in SITE.rglob("*") if path.suffix in (".html", ".css", ".js", ".dat", ".json")]
    uncompressed = [path for path in large if not path.with_name(path.name + ".gz").exists()]
    assert [path for path in uncompressed if path.stat().st_size >= 1000] == []


def test_a_wrong_address_shows_the_page_for_it(get: Callable[[str], Answer]) -> None:
    """With its status, and under every security header."""
    answer = get("no/such/page/")
    assert answer.status == 404
    assert "This page does not exist" in gzip.decompress(answer.body).decode()


def test_an_address_without_its_last_slash_is_completed(get: Callable[[str], Answer]) -> None:
    """With an address that holds behind any proxy, whatever name and port readers use."""
    answer = get("authorities/brent")
    assert (answer.status, answer.headers["location"]) == (301, "/authorities/brent/")


@pytest.mark.parametrize("address", ["nginx.conf", "web.config", "_headers", "index.html.gz", ".git/config", "assets/"])
def test_what_is_not_for_readers_is_not_served(get: Callable[[str], Answer], address: str) -> None:
    """Settings, hidden files, and lists of folders."""
    assert get(address).status in (403, 404)


def test_a_full_calculation_runs_under_the_security_headers(nginx_page: Page) -> None:
    """Python starts and answers; a violation would stand in the console and fail this test."""
    walk(nginx_page, "received", {"authority": "brent", "post": "head-of-service", "received": "2 4 2026"})
    expect(outcome(nginx_page).locator("[data-due] time")).to_have_attribute("datetime", "2026-04-20")


def test_no_kind_of_page_violates_the_security_policy(nginx_page: Page) -> None:
    """Every style and script is the site's own, also those of a search."""
    for address in KINDS_OF_PAGE:
        nginx_page.goto(f"/{address}")
    nginx_page.get_by_role("textbox", name="Search").click()
    expect(nginx_page.get_by_text("Type to start searching")).to_be_visible()
    nginx_page.get_by_role("textbox", name="Search").press_sequentially("head of locality")
    expect(nginx_page.locator(".md-search-result__list a").first).to_be_visible()


def test_no_page_has_a_style_that_the_security_policy_forbids() -> None:
    """Browsers would leave out what stands in `style`."""
    inline_style = re.compile(r"<style|<[^>]* style=")
    assert [str(path) for path in SITE.rglob("*.html") if inline_style.search(path.read_text(encoding="utf-8"))] == []


def test_the_page_for_wrong_addresses_violates_nothing(nginx_page: Page, page_problems: list[str]) -> None:
    """It has inline scripts of its own, which the policy names as well."""
    nginx_page.goto("/no/such/page/")
    expect(nginx_page.get_by_role("heading", name="This page does not exist")).to_be_visible()
    assert ["404" in problem for problem in page_problems] == [True]  # the page itself
    page_problems.clear()


def test_an_inline_script_of_another_page_is_not_run(nginx_page: Page, page_problems: list[str]) -> None:
    """The policy is in force: what is not named does not run."""
    nginx_page.goto("/")
    nginx_page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'taken over'";
          document.body.append(script);
        }"""
    )
    assert nginx_page.title() != "taken over"
    assert any("Content Security Policy" in problem for problem in page_problems)
    page_problems.clear()


def test_the_heaviest_page_weighs_at_most_300_kilobytes(nginx_page: Page) -> None:
    """All that a first visit transfers, compressed: page, styles, scripts, and the list for whoever searches."""
    finished: list[Request] = []

    def note(request: Request) -> None:
        finished.append(request)

    nginx_page.on("requestfinished", note)
    heaviest = max(SITE.rglob("index.html.gz"), key=lambda path: path.stat().st_size).parent
    nginx_page.goto(f"/{heaviest.relative_to(SITE).as_posix()}/", wait_until="networkidle")
    with nginx_page.expect_event("requestfinished", lambda request: "search_index" in request.url):
        nginx_page.get_by_role("textbox", name="Search").click()
    sizes = {request.url.rpartition("/")[2]: request.sizes() for request in finished}
    assert {"bundle", "main", "site", "offline", "search_index"} <= {name.split(".")[0] for name in sizes}
    weight = sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes.values())
    assert weight <= MOST_BYTES_OF_A_PAGE, sizes


def test_no_source_maps_and_no_other_search_languages_are_published() -> None:
    """They are 2 MB that no reader's browser asks for."""
    assert list(SITE.rglob("*.map")) == []
    assert not (SITE / "assets" / "javascripts" / "lunr").exists()


def test_iis_and_other_hosts_get_the_same_headers() -> None:
    """`web.config` is well-formed; both files hold every header, and each file that may be kept."""
    policy = {"Content-Security-Policy": content_security_policy(SITE)}
    settings = ElementTree.parse(SITE / "web.config").getroot()
    added = {entry.attrib["name"]: entry.attrib["value"] for entry in settings.iter("add") if "name" in entry.attrib}
    assert added == policy | HEADERS | HTTPS_ONLY
    assert [place.attrib["path"] for place in settings.iter("location")] == hashed_files(SITE)
    headers = (SITE / "_headers").read_text(encoding="utf-8")
    for name, value in added.items():
        assert f"\n  {name}: {value}\n" in headers
    for address in hashed_files(SITE):
        assert f"\n/{address}\n  Cache-Control: {FOR_EVER}\n" in headers
    assert max(map(len, headers.splitlines())) <= 2000  # more than some hosts read


def test_the_page_on_hosting_states_what_the_site_costs_a_network() -> None:
    """Within a tenth; where it is more, the figures there have to be measured anew."""
    page = (ROOT / "docs" / "contributing" / "hosting.md").read_text(encoding="utf-8")
    stated = {
        what: int(size.replace(",", "")) for what, size in re.findall(r"^\| (.+) \| ([\d,]+) \|$", page, re.MULTILINE)
    }
    measured = {what: size / 1000 for what, size in transfer_sizes(SITE).items()}
    assert stated == pytest.approx(measured, rel=0.1, abs=1)
