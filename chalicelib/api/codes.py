"""Codes of partners: managers fill the pools, and a member reads a code when it is opened."""

from typing import Annotated, Final

from msgspec import Meta

from chalicelib.api.examples import NOW
from chalicelib.api.route import Call, Reply, ResponseBody, Route
from chalicelib.api.shapes import Body
from chalicelib.domain.words.values import END
from chalicelib.services.codes import CodesTaken, PoolLook, PoolUpload

MOST_CODES: Final = 2_000
"""Codes that one call brings."""

POOL: Final = "/v1/manage/pools/{pool}"

CodeText = Annotated[str, Meta(pattern=r"^[^\x00-\x20\x7f]([^\x00-\x1f\x7f]{0,126}[^\x00-\x20\x7f])?" + END)]
"""A code as the partner wrote it: 1 to 128 characters on one line, without blanks around it; upper and lower case are
two codes."""

UploadId = Annotated[str, Meta(min_length=1, max_length=128)]


class UploadBody(Body, frozen=True, kw_only=True):
    """Codes for a pool."""

    upload: UploadId
    """The same in all calls that bring one file, such as its digest: what one of them added is told apart from what the
    pool had before."""
    codes: Annotated[list[CodeText], Meta(min_length=1, max_length=MOST_CODES)]
    """The codes."""


class CodesUploaded(ResponseBody, frozen=True, kw_only=True):
    """The fate of codes that were sent."""

    taken: CodesTaken
    """How many were added, and which were not."""


class ManagedPool(ResponseBody, frozen=True, kw_only=True):
    """A pool of codes."""

    pool: PoolLook
    """How many codes it holds."""


class CouponCode(ResponseBody, frozen=True, kw_only=True):
    """The code of a coupon."""

    code: str
    """The code to show where it is used: the partner's; of a coupon of the shop's own, its code."""


def _upload(call: Call) -> Reply:
    sent = call.body
    taken = call.parts.operations.codes.upload(call.ids["pool"], sent.codes, sent.upload, call.manager, call.now)
    return Reply(CodesUploaded(server_time=call.now, taken=taken))


def _look(call: Call) -> Reply:
    return Reply(ManagedPool(server_time=call.now, pool=call.parts.operations.codes.look(call.ids["pool"])))


def _read(call: Call) -> Reply:
    """Two reads: the member, and the code."""
    code = call.parts.operations.codes.read(call.caller.member, call.ids["coupon"], call.now, call.caller.epoch)
    return Reply(CouponCode(server_time=call.now, code=code))


ROUTES = (
    Route(
        name="coupon_code",
        method="GET",
        path="/v1/me/coupons/{coupon}/code",
        summary="The code of a coupon that the member holds: of a pool's, the partner's code.",
        handler=_read,
        answer=CouponCode,
        example=CouponCode(server_time=NOW, code="CINE-7QK2-M4XA"),
        auth="member",
        codes=("newer_shape", "unknown_member", "token_revoked", "unknown_coupon", "coupon_ended"),
    ),
    Route(
        name="upload_codes",
        method="POST",
        path=f"{POOL}/codes",
        summary="Add a partner's codes to a pool; each is added once, however often it is sent.",
        handler=_upload,
        answer=CodesUploaded,
        example=CodesUploaded(server_time=NOW, taken=CodesTaken(2, 0, (2,), (3,))),
        auth="manager",
        body=UploadBody,
        example_body=UploadBody(
            upload="3b8e4f0c9d", codes=["CINE-7QK2-M4XA", "CINE-P3TD-9WVB", "CINE-AAAA-0001", "CINE-7QK2-M4XA"]
        ),
    ),
    Route(
        name="pool",
        method="GET",
        path=POOL,
        summary="How many codes a pool has and how many are left, and who uploaded them.",
        handler=_look,
        answer=ManagedPool,
        example=ManagedPool(
            server_time=NOW, pool=PoolLook("cinema", 5000, 1240, (PoolUpload("mia", NOW - 86_400_000, 5000),))
        ),
        auth="manager",
        codes=("unknown_pool",),
    ),
)
"""The routes of pools."""
