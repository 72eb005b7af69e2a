"""Pools of partners' codes: managers fill them, and a member reads the code of a coupon that is held."""

from collections.abc import Sequence
from hashlib import sha256

from msgspec import Struct

from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.outcome import pool_key
from chalicelib.domain.words.errors import Refused, Unknown
from chalicelib.services.admission import require_there
from chalicelib.store.code_cipher import CodeUnreadable
from chalicelib.store.codes import Codes, Upload
from chalicelib.store.members import Members
from chalicelib.store.pools import Pools


class PoolUpload(Struct, frozen=True):
    """Who brought codes into a pool, and how many."""

    by: str
    """The manager."""
    at: int
    """When the last of them came, epoch ms."""
    codes: int
    """How many it added."""


class PoolLook(Struct, frozen=True):
    """A pool as managers see it: numbers, and never a code."""

    pool: str
    """Its name."""
    codes: int
    """Codes that were ever uploaded."""
    left: int
    """Codes that nobody has yet."""
    uploads: tuple[PoolUpload, ...]
    """The uploads that brought them, the last one first."""


class CodesTaken(Struct, frozen=True):
    """The fate of codes that were sent, by their places in what was sent, from 0."""

    added: int
    """How many are in the pool now that were not before."""
    before: int
    """How many an earlier call of the same upload had added."""
    exist: tuple[int, ...]
    """Those that the pool had already from elsewhere: they were not added again."""
    twice: tuple[int, ...]
    """Those that stand further up in the same call: they were added once."""


class PartnerCodes:
    """Fills pools, and reads codes. Raises Unavailable."""

    def __init__(self, codes: Codes, pools: Pools, members: Members) -> None:
        self._codes = codes
        self._pools = pools
        self._members = members

    def upload(self, pool: str, codes: Sequence[str], upload: str, by: str, now: int) -> CodesTaken:
        """Add codes to a pool. upload: the same for all calls that bring one file. now: epoch ms.

        The same call again adds nothing, and says so.
        """
        first: dict[str, int] = {}
        twice = tuple(at for at, code in enumerate(codes) if first.setdefault(code, at) != at)
        fates = self._codes.add(Upload(pool, sha256(upload.encode()).digest()[:16], by, now), list(first))
        self._pools.forget(pool_key(pool))
        known = tuple(at for code, at in first.items() if fates[code] == "exists")
        told = list(fates.values())
        return CodesTaken(told.count("added"), told.count("before"), known, twice)

    def look(self, pool: str) -> PoolLook:
        """Count what a pool holds. Raises Unknown (`unknown_pool`) where nothing was ever uploaded to it."""
        held = self._pools.held(pool_key(pool))
        uploads = tuple(PoolUpload(*one) for one in self._codes.uploads(pool))
        if not uploads:
            raise Unknown("pool", pool)
        return PoolLook(pool, held.codes, held.left, uploads)

    def read(self, member_id: str, coupon: str, now: int, token_epoch: int | None = None) -> str:
        """Read the code of a coupon that the member holds: a partner's, or the coupon's own. now: epoch ms.

        Raises Unknown (`unknown_coupon`) where the member has no such coupon, Refused (`coupon_ended`) where it has
        ended by now, and Unauthenticated.
        """
        loaded = self._members.load(member_id)
        member = loaded.snapshot
        require_there(member, token_epoch)
        one = next((one for one in member.document.coupons if one.code == coupon), None)
        if one is None:
            raise Unknown("coupon", coupon)
        if 0 < one.expires <= now:
            raise Refused("This coupon has ended.", "coupon_ended")
        return self._partners(one) if one.pool else one.code

    def _partners(self, coupon: Coupon) -> str:
        code = self._codes.read(coupon.pool, coupon.number)
        if code is None:
            raise CodeUnreadable(f"The pool {coupon.pool} has no code {coupon.number}, and a coupon names it.")
        return code
