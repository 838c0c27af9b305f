"""A small OpenID Connect server on this machine, with real signatures; made to misbehave."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "cai-tien", "khoa-cua-ung-dung"
KEY: Final = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGE_KEY: Final = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Office:
    """What the server says: `info` of the user; `token` and `spoil` change what it signs."""

    def __init__(self) -> None:
        self.address = ""
        self.info: dict[str, Any] = {}
        self.token: dict[str, Any] = {}
        self.key: Any = KEY
        self.algorithm = "RS256"
        self.codes: dict[str, dict[str, str]] = {}
        self.down: set[str] = set()
        self.raw: dict[str, bytes] = {}
        self.without_token = False

    def approve(self, location: str) -> dict[str, str]:
        """What a person who agrees at the office comes back with: code and state."""
        asked = {name: each[0] for name, each in parse_qs(urlsplit(location).query).items()}
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        """Status and JSON of an address."""
        if path.endswith("/openid-configuration"):
            return 200, {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/vao",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/info",
                "jwks_uri": f"{self.address}/jwks",
            }
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return 200, {"keys": [{**public, "kid": "mot", "alg": "RS256", "use": "sig"}]}
        if path == "/info":
            return 200, self.info
        return self._token(form)

    def _token(self, form: dict[str, str]) -> tuple[int, Any]:
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        right = form.get("client_secret") == SECRET
        if asked is None or asked.get("code_challenge") != proof or not right:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        said = {
            "iss": self.address, "aud": CLIENT, "sub": self.info.get("sub"), "iat": now,
            "exp": now + 300, "nonce": asked["nonce"], **self.token,
        }  # fmt: skip
        signed = jwt.encode(said, self.key, algorithm=self.algorithm, headers={"kid": "mot"})
        told = {"access_token": "a", "token_type": "Bearer", "expires_in": 300}
        return 200, told if self.without_token else {**told, "id_token": signed}


@contextmanager
def running() -> Iterator[Office]:
    """The server, on a free port."""
    office = Office()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size).decode()
            path = urlsplit(self.path).path
            form = {name: each[0] for name, each in parse_qs(body).items()}
            status, told = office.answer(path, form)
            if path in office.down:
                status, told = 503, {"error": "down"}
            sent = office.raw.get(path, json.dumps(told).encode())
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    office.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield office
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
