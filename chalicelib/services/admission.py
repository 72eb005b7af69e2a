"""Checks that a caller's token still counts, which is known only once the member is read."""

from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.words.errors import Unauthenticated, Unknown


def require_current_token(member: Snapshot, token_epoch: int | None) -> None:
    """Raise Unauthenticated (`token_revoked`) for a token of an epoch before the member's, or of a member who was
    erased, and Unknown (`unknown_member`) for one of a guest, who has none.

    token_epoch: None where no member calls.
    """
    if token_epoch is not None and is_guest(member.id):
        raise Unknown("member", member.id)
    if token_epoch is not None and (token_epoch < member.document.epoch or member.document.erased):
        raise Unauthenticated("This token was revoked: sign in again.", "token_revoked")
