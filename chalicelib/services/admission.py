"""Checks that a caller's token still counts, which is known only once the member is read."""

from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.words.errors import Unauthenticated, Unknown


def require_there(member: Snapshot, token_epoch: int | None) -> None:
    """Raise Unknown (`unknown_member`) where nobody was born under the id that was read, and else as
    `require_current_token` does.
    """
    if member.version == 0:
        raise Unknown("member", member.id)
    require_current_token(member, token_epoch)


def require_current_token(member: Snapshot, token_epoch: int | None) -> None:
    """Raise Unauthenticated (`token_revoked`) for a token of an epoch before the member's, or of one who was erased, or
    merged into another one (signing in again leads there), and Unknown (`unknown_member`) for one of a guest, who has
    none.

    token_epoch: None where no member calls.
    """
    if token_epoch is not None and is_guest(member.id):
        raise Unknown("member", member.id)
    document = member.document
    if token_epoch is not None and (token_epoch < document.epoch or document.erased or document.ids.into):
        raise Unauthenticated("This token was revoked: sign in again.", "token_revoked")
