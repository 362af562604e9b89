"""An institution that signs people in by OpenID Connect: a small server in a thread."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "desk", "a secret of the institution"


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


class Institution:
    """What it says of who comes: `person` in both answers; `token` and `userinfo` differ where a test wants it."""

    def __init__(self) -> None:
        self.issuer = ""
        self.person: dict[str, Any] = {"sub": "4711", "preferred_username": "someone", "name": "Some One"}
        self.token: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.asked: list[dict[str, list[str]]] = []

    def __call__(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        sent = parse_qs(environ["wsgi.input"].read(size).decode())
        body: Any = {}
        match environ["PATH_INFO"]:
            case "/.well-known/openid-configuration":
                names = ("authorization", "token", "userinfo")
                body = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in names}
                body |= {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"}
                body["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
            case "/authorization":
                asked = parse_qs(environ["QUERY_STRING"])
                start("302 Found", [("Location", f"{asked['redirect_uri'][0]}?code=1&state={asked['state'][0]}")])
                return []
            case "/token":
                self.asked.append(sent)
                body = {"access_token": "x", "token_type": "Bearer", "id_token": self.signed()}
            case "/userinfo":
                body = self.person | self.userinfo
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    def signed(self) -> str:
        """The token of who comes."""
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60} | self.person | self.token
        return jwt.encode(said, KEY, algorithm="RS256", headers={"kid": "1"})


@contextmanager
def institution() -> Iterator[Institution]:
    """It, while it answers."""
    found = Institution()
    server = make_server("127.0.0.1", 0, found, handler_class=Quiet)  # type: ignore[arg-type]
    found.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()
