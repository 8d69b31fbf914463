"""Keys of a body: Ed25519 to sign its letters, X25519 (age) to open what is sealed for it.

The libraries are an extra and are imported on use.
"""

import secrets
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from meetings.dataclass import dataclass
from storage.errors import ShareMissing

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_AGE = "age-secret-key-"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PARTS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


@dataclass(frozen=True, slots=True)
class Keys:
    """The secret keys of a body in one epoch."""

    sign: bytes
    seal: str


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The public keys of a body in one epoch."""

    sign: bytes
    seal: str

    @property
    def check_signs(self) -> str:
        """Eight characters that two people compare by telephone."""
        number = int.from_bytes(sha256(self.sign + self.seal.encode()).digest()[:5], "big")
        signs = "".join(_SIGNS[number >> (5 * place) & 31] for place in range(8))
        return f"{signs[:4]}-{signs[4:]}"


def identity_of(code: str) -> str:
    """The age key derived from a code of at least 128 random bits, in age's own form (BIP 173)."""
    secret = sha256(b"jiejiao-code-1" + code.encode()).digest()
    bits = int.from_bytes(secret, "big") << 4
    values = [bits >> (5 * place) & 31 for place in range(51, -1, -1)]
    shown = [ord(sign) >> 5 for sign in _AGE] + [0] + [ord(sign) & 31 for sign in _AGE]
    check = _checksum([*shown, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> (5 * place) & 31 for place in range(5, -1, -1)]
    return (_AGE + "1" + "".join(_BECH32[value] for value in values)).upper()


def key_of_code(code: str, what: str) -> bytes:
    """A secret signing key derived from a code; `what` makes several of one code different."""
    return sha256(f"jiejiao-{what}-1".encode() + code.encode()).digest()


def public_part(key: bytes) -> bytes:
    """The public part of a secret signing key; raises ShareMissing."""
    made: bytes = (
        _ed25519().Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()
    )
    return made


def seal_of(identity: str) -> str:
    """The public key of an age key; raises ShareMissing."""
    return str(_age().x25519.Identity.from_str(identity).to_public())


def _checksum(values: Iterable[int]) -> int:
    found = 1
    for value in values:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ value
        for place, part in enumerate(_PARTS):
            found ^= part if top >> place & 1 else 0
    return found


def new_keys() -> Keys:
    """New random keys; raises ShareMissing."""
    return Keys(secrets.token_bytes(32), str(_age().x25519.Identity.generate()))


def public(keys: Keys) -> PublicKeys:
    """The public parts of the keys; raises ShareMissing."""
    identity = _age().x25519.Identity.from_str(keys.seal)
    own = _ed25519().Ed25519PrivateKey.from_private_bytes(keys.sign)
    return PublicKeys(own.public_key().public_bytes_raw(), str(identity.to_public()))


def sign(key: bytes, hash: bytes) -> bytes:
    """The signature of 64 bytes; raises ShareMissing."""
    made: bytes = _ed25519().Ed25519PrivateKey.from_private_bytes(key).sign(hash)
    return made


def verifies(key: bytes, hash: bytes, signature: bytes) -> bool:
    """Whether the owner of the key signed this; raises ShareMissing."""
    keys = _ed25519()
    from cryptography.exceptions import InvalidSignature

    try:
        keys.Ed25519PublicKey.from_public_bytes(key).verify(signature, hash)
    except (InvalidSignature, ValueError):
        return False
    return True


def sealed(content: bytes, readers: Iterable[str]) -> bytes:
    """The content encrypted for these readers; raises ShareMissing, ValueError."""
    age = _age()
    try:
        made: bytes = age.encrypt(content, [age.x25519.Recipient.from_str(one) for one in readers])
    except (age.RecipientError, age.EncryptError) as failure:
        raise ValueError(str(failure)) from failure
    return made


def opened(content: bytes, own: Iterable[str]) -> bytes | None:
    """The decrypted content; None where it is not for one of our keys, or is damaged."""
    age = _age()
    try:
        found: bytes = age.decrypt(content, [age.x25519.Identity.from_str(one) for one in own])
    except (age.DecryptError, age.IdentityError):
        return None
    return found


def require() -> None:
    """Raise ShareMissing where a library of the extra is not installed."""
    _ed25519()
    _age()


def _ed25519() -> Any:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as failure:
        raise ShareMissing(needs="cryptography") from failure
    return ed25519


def _age() -> Any:
    try:
        import pyrage
    except ImportError as failure:
        raise ShareMissing(needs="pyrage") from failure
    return pyrage
