"""A small OpenID Connect provider on a port of this machine: signed tokens, codes good once, PKCE, client secret."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "servanda", "a secret of both"
KEY = "the only key"


@dataclass
class Provider:
    """Who is signed in there, and what it has given out."""

    person: dict[str, Any]
    address: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def configuration(self) -> dict[str, Any]:
        """What it says of itself."""
        paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        ends = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in paths.items()}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **ends}

    def keys(self) -> dict[str, Any]:
        """Its public key."""
        own: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**own, "kid": KEY, "alg": "RS256", "use": "sig"}]}

    def authorized(self, asked: dict[str, str]) -> str:
        """The address that the browser is sent back to, with a code."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """A token for a code: once, to the client that asked for it, with the secrets of both."""
        asked = self.codes.pop(given.get("code", ""), None)
        verifier = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        if asked is None or asked.get("code_challenge") != challenge or given.get("client_secret") != SECRET:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person}
        signed = jwt.encode(claims, self.key, "RS256", headers={"kid": KEY})
        return {"access_token": "access", "token_type": "Bearer", "id_token": signed}


@contextmanager
def providing(person: dict[str, Any]) -> Iterator[Provider]:
    """Run a provider at which one person is signed in."""
    provider = Provider(person)

    class Handler(BaseHTTPRequestHandler):
        """Answers by path."""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorized(asked))
                self.end_headers()
                return
            answers = {"/keys": provider.keys(), "/userinfo": provider.person}
            self._answer(answers.get(parts.path, provider.configuration()))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(provider.token({key: values[0] for key, values in parse_qs(body).items()}))

        def _answer(self, content: dict[str, Any] | None) -> None:
            self.send_response(200 if content is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content or {"error": "invalid_grant"}).encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join()
