"""A real nginx with the project's own settings, on a free port, for as long as a test needs it."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests import nginx_binary

# What whoever publishes the site writes: where it lies, and the settings that the build has put there.
SETTINGS = """{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include {site}/nginx.conf;
    }}
}}
"""


class NginxServer:
    """Serves a finished site; can be stopped and started again at the same address."""

    def __init__(self, site: Path, folder: Path) -> None:
        """`folder` is for the server's own files."""
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        # Started as root, nginx would read the site as a user who may not be allowed to.
        user = "user root;" if os.geteuid() == 0 else ""
        settings = SETTINGS.format(user=user, folder=folder, site=site, port=port)
        (folder / "nginx.conf").write_text(settings, encoding="utf-8")
        self.start()

    def start(self) -> None:
        """Start nginx and wait until it answers."""
        try:
            nginx = nginx_binary.find()
        except nginx_binary.NoNginxError as problem:
            pytest.fail(str(problem))
        # The error log's place is known before the settings are read.
        command = [nginx, "-p", self._folder, "-e", self._folder / "error.log", "-c", self._folder / "nginx.conf"]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        port = int(self.address.rsplit(":", 1)[1])
        while self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.02)
        pytest.fail(f"nginx did not start:\n{(self._folder / 'error.log').read_text(encoding='utf-8')}")

    def stop(self) -> None:
        """Stop nginx; nothing answers at the address."""
        self._process.terminate()
        self._process.wait()
