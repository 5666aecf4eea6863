"""The key of this instance, and what is encrypted with it.

AES-GCM with 256 bits, from a library made by people who know how. Each text is padded to a multiple of one size,
so that its length says nothing, and bound to its place in the database, so that it cannot be put elsewhere.

There may be several keys: the first one seals, all of them open. So a key can be changed, and one that comes back
opens what was sealed with it. A box names its key by a fingerprint, which gives nothing of the key away.

A connection is taught to seal and to open (`teach`): the key itself goes nowhere else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import secrets
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from storage.faults import Locked, NoKey, Unreachable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY: Final = 32  # bytes
_NONCE: Final = 12
_SIZE: Final = 1024  # bytes of one sealed fact, or several of these; no fact without its words comes near it
_WORDS: Final = 4096  # the same for what somebody said
_PRIVATE_FOLDER: Final = 0o700
_PRIVATE_FILE: Final = 0o600


class Keys:
    """The keys of an instance. Without any, nothing can be sealed, and what is sealed cannot be opened."""

    def __init__(self, keys: Sequence[bytes] = ()) -> None:
        """The first of these seals; all of them open."""
        self._keys = {fingerprint(key): key for key in keys}

    def __reduce__(self) -> tuple[type[Keys], tuple[tuple[bytes, ...]]]:
        """To be handed to another process of this program; never to a file."""
        return Keys, (tuple(self._keys.values()),)

    def __repr__(self) -> str:
        """Never the keys themselves."""
        return f"Keys({', '.join(self.names)})"

    @property
    def names(self) -> tuple[str, ...]:
        """The keys' fingerprints, the one that seals first."""
        return tuple(self._keys)

    def seal(self, text: str, place: str, size: int) -> str | None:
        """A box that only a holder of the first key can open, and only at this place. None without a key."""
        if not self._keys:
            return None
        name = self.names[0]
        plain = text.encode("utf-8", "surrogatepass")
        padded = len(plain).to_bytes(4, "big") + plain
        padded += b"\0" * (-len(padded) % size)
        nonce = os.urandom(_NONCE)
        return f"{name}:{base64.b64encode(nonce + self._aes(name).encrypt(nonce, padded, place.encode())).decode()}"

    def unseal(self, box: str, place: str) -> str | None:
        """What is in a box; None where no key of ours opens it, or it was tampered with."""
        name, _, encoded = box.partition(":")
        if name not in self._keys:
            return None
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see `_aes`

        try:
            raw = base64.b64decode(encoded)
            padded = self._aes(name).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode())
        except (InvalidTag, ValueError):  # another key, another place, or not even the letters of a box
            return None
        return padded[4 : 4 + int.from_bytes(padded[:4], "big")].decode("utf-8", "surrogatepass")

    def _aes(self, name: str) -> AESGCM:
        """What seals and opens with a key. The library takes 7 MB, and nobody has to hold them who seals nothing."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as it says

        return AESGCM(self._keys[name])


def fingerprint(key: bytes) -> str:
    """What a key is called in the database."""
    return hashlib.sha256(b"circlewise key " + key).hexdigest()[:16]


def keys_in(text: str) -> tuple[bytes, ...]:
    """The keys written in a text, base64 each, with spaces, commas or line ends between them.

    Raises:
        ValueError: that is no key. The text is not repeated.

    >>> [len(key) for key in keys_in("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [32]
    """
    found = []
    for part in re.split(r"[\s,]+", text.strip()):
        key = b""
        with suppress(binascii.Error, ValueError):
            key = base64.b64decode(part.translate({45: "+", 95: "/"}), validate=True)
        if len(key) != _KEY:
            raise ValueError("which is no key")
        found.append(key)
    return tuple(found)


def key_file_of(database: Path) -> Path:
    """Where the key of a database lies: in a private folder beside it, so that a copy of the file has no key."""
    return database.with_name(f"{database.name}.key") / "key"


def keys_of(database: Path, given: str | None = None, *, make: bool = False) -> Keys:
    """The keys that were given, or else those in the key file; with `make`, a new one where there is none.

    Raises:
        NoKey: the key file cannot be read, or holds no key.
        Unreachable: a key file cannot be made.
    """
    if given:
        return Keys(keys_in(given))
    path = key_file_of(database)
    try:
        if make and not path.exists():
            _make(path)
        return Keys(keys_in(path.read_text(encoding="ascii")) if path.exists() else ())
    except (ValueError, OSError) as error:
        raise NoKey(
            f"The key file {path} cannot be read, or holds no key. Put the key back from where you keep it, or set "
            "CIRCLEWISE_KEY. Nothing was changed."
        ) from error


def _make(path: Path) -> None:
    try:
        path.parent.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        path.parent.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    except OSError as error:
        raise Unreachable(f"The key file {path} cannot be made: {error.strerror}.") from error
    with os.fdopen(file, "w", encoding="ascii") as out:
        out.write(base64.b64encode(secrets.token_bytes(_KEY)).decode() + "\n")
        out.flush()
        os.fsync(out.fileno())


def teach(connection: sqlite3.Connection, keys: Keys) -> None:
    """Let a connection's statements seal and open: `seal_fact`, `seal_words` and `unseal`."""
    connection.create_function("seal_fact", 2, lambda text, place: keys.seal(text, place, _SIZE))
    connection.create_function("seal_words", 2, lambda text, place: keys.seal(text, place, _WORDS))
    connection.create_function("unseal", 2, keys.unseal)
    connection.create_function("has_key", 1, lambda name: name in keys.names, deterministic=True)


def seal(db: sqlite3.Connection, kind: str, text: str, place: str) -> str:
    """A box made with a taught connection; `kind` is `fact` or `words`.

    Raises:
        NoKey: this instance has no key.
    """
    (box,) = _ask(db, f"SELECT seal_{kind}(?, ?)", text, place)
    if box is None:
        raise NoKey(
            "There is no key to seal this with, so it was not stored. Set CIRCLEWISE_KEY, or start anew."
        )
    return str(box)


def unseal(db: sqlite3.Connection, box: str, place: str) -> str:
    """What is in a box.

    Raises:
        Locked: no key of this instance opens it.
    """
    (text,) = _ask(db, "SELECT unseal(?, ?)", box, place)
    if text is None:
        raise Locked(
            "Part of this is sealed with a key that is not here. Put that key back and start again: nothing is "
            "lost until then, and everything else works."
        )
    return str(text)


def _ask(db: sqlite3.Connection, query: str, *values: str) -> tuple[str | None]:
    try:
        found: tuple[str | None] = db.execute(query, values).fetchone()
    except sqlite3.OperationalError as error:
        if "no such function" not in str(error):
            raise
        return (None,)  # a connection that was never taught has no key
    return found
