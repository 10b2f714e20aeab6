"""What web servers read: the templates of `deploy/`, filled in with what only the finished pages tell."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).resolve().parents[2]

SERVER_FILES = ("nginx.conf", "web.config", "_headers")

CONTENT_POLICY = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval' {hashes}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)
"""Nothing but the site's own files; WebAssembly, for Python; and inline scripts, by their hashes."""

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "publickey-credentials-get",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}

HASHED_NAME = re.compile(r".*-[0-9a-f]{12}\.(js|dat)|.*\.[0-9a-f]{8}\.min\.(js|css)")
"""Names that follow the content: such a file may be kept for ever."""

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)


def write_server_files(site: Path) -> None:
    """Fill in each file of `deploy/` and put it at the root of the site."""
    templates = Environment(
        loader=FileSystemLoader(ROOT / "deploy"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    headers = {"Content-Security-Policy": content_security_policy(site), **HEADERS}
    for name in SERVER_FILES:
        text = templates.get_template(name).render(headers=headers, https_only=HTTPS_ONLY, hashed=hashed_files(site))
        (site / name).write_text(text, encoding="utf-8")


def content_security_policy(site: Path) -> str:
    """Return one policy for all pages, with the hashes of the inline scripts of each.

    Scripts with a `type` are data or modules; modules have no inline text here.
    """
    scripts = {script for page in site.rglob("*.html") for script in _INLINE_SCRIPT.findall(page.read_bytes())}
    hashes = sorted(base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts)
    return "; ".join(CONTENT_POLICY).format(hashes=" ".join(f"'sha256-{digest}'" for digest in hashes))


def hashed_files(site: Path) -> list[str]:
    """Return the addresses of the files whose names follow their content."""
    addresses = (path.relative_to(site).as_posix() for path in site.rglob("*"))
    return sorted(address for address in addresses if HASHED_NAME.fullmatch(address))
