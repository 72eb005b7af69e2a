"""Rotation of keys of which the first signs and all of them verify.

A key is known everywhere for as long as a whole rotation before it signs, and is still known for one after it signed.
"""

import re
from collections.abc import Mapping

EVERYWHERE = 900_000
"""How long a key must have been there before it may sign, in ms: half as long again as any container goes without
reading its keys."""

Keys = Mapping[str, str]
"""By id, in order: the one that signs, the next one, the one before."""


def rotated(keys: Keys, new: str) -> dict[str, str]:
    """[signing] becomes [signing, new], and [signing, next, …] becomes [next, new, signing]."""
    signing, *others = keys.items()
    coming = (_unused_id(keys), new)
    return dict([others[0], coming, signing] if others else [signing, coming])


def may_rotate(keys: Keys, age: int) -> bool:
    """Whether the next key may sign by now. age: of these keys, in ms. (A key that is alone goes on signing anyway.)"""
    return len(keys) == 1 or age >= EVERYWHERE


def follows(keys: Keys, before: Keys) -> bool:
    """Whether keys may take the place of others: what signs must have been known before, and what signed still be."""
    signing, signed = next(iter(keys)), next(iter(before))
    return before.get(signing) == keys[signing] and keys.get(signed) == before[signed]


def _unused_id(keys: Keys) -> str:
    """`k` and the number after the highest that is there: no id comes back while its tokens may still be about."""
    return f"k{1 + max((int(key_id[1:]) for key_id in keys if re.fullmatch(r'k[0-9]{1,9}', key_id)), default=0)}"
