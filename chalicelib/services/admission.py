"""Whether a caller's token still counts: known only once the member is read, so whoever reads a member asks here."""

from __future__ import annotations

from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.words.errors import Unauthenticated


def require_current_token(member: Snapshot, token_epoch: int | None) -> None:
    """Unauthenticated (`token_revoked`) for a token of an epoch before the member's, or of a member who was erased.

    None is no member's own call.
    """
    if token_epoch is not None and (token_epoch < member.document.epoch or member.document.erased):
        raise Unauthenticated("This token was revoked: sign in again.", "token_revoked")
