"""Every way in which Tessera says no.

TesseraError
├── Refused             the rules say no: nothing was written, the same key may succeed later
│   ├── Unknown           no such campaign, block, fragment, member or event type
│   ├── WindowClosed      not open at this moment
│   ├── Paused            its managers have stopped the campaign for a while
│   ├── NotEligible       this member may not: audience, opt-in, age, guardian
│   ├── LimitReached      this member, or the recipient of a gift, already did it as often as one may
│   ├── NotEnough         the wallet does not hold the cost
│   ├── SoldOut           the stock that everybody shares is gone
│   ├── NotOffered        the definition does not offer this (tens, exchange, sending)
│   ├── Full              the member's record holds no more, or a number in it
│   ├── BadAnswer         an answer that the question does not take
│   └── BadEvent          the event can't count: its type, a field, its time, its reporter
├── Unreadable          what was sent is not what it should be, whoever sent it
│   ├── Malformed         no JSON that everybody reads alike
│   └── InvalidBody       JSON of another shape
├── Unauthenticated     no token, a foreign one, or one that was revoked
├── Forbidden           known, and not the one who may
├── Rejected            a definition that was handed in has errors, or may not replace what is live
├── Conflict            the request contradicts what was already recorded
└── Unavailable         not decided: try again with the same key

`code` is stable and part of the API, and so are `params`; the HTTP status is chosen in `api/`, and so is the sentence
that a member reads. The message is for whoever writes campaigns, tests or servers: it tells its reader what to do next.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from chalicelib.domain.words.findings import Finding

Params = Mapping[str, int | str | tuple[str, ...] | None]
"""The particulars of a refusal, by name, for a program that shows it: {"asset": "points", "has": 20, "needs": 50}.
Moments are epoch ms; null where there is none."""

NO_PARAMS: Final[Params] = MappingProxyType({})


class TesseraError(Exception):
    """The base of every error of Tessera."""

    code = "error"

    def __init__(self, message: str, code: str | None = None, params: Params = NO_PARAMS) -> None:
        super().__init__(message)
        self.message = message
        self.params = params
        if code is not None:
            self.code = code


class Refused(TesseraError):
    """The rules say no: nothing was written, and the same key may succeed later.

    `changes` is the moment (epoch ms) with which this reason ends by time alone, as far as is known now; None: it does
    not. That a window closes before that is not in it.
    """

    code = "refused"

    def __init__(
        self, message: str, code: str | None = None, params: Params = NO_PARAMS, changes: int | None = None
    ) -> None:
        super().__init__(message, code, params)
        self.changes = changes


class Unknown(Refused):
    """A name that no live definition (or no member) has: `unknown_campaign`, `unknown_member`, …"""

    def __init__(self, what: str, name: str, changes: int | None = None) -> None:
        super().__init__(f"There is no {what.replace('_', ' ')} {name!r} here.", f"unknown_{what}", changes=changes)


class WindowClosed(Refused):
    """Not open at this moment; `opens` is the next opening in epoch milliseconds, where there is one."""

    code = "window_closed"

    def __init__(self, message: str, opens: int | None = None) -> None:
        super().__init__(message, params={"opens": opens}, changes=opens)
        self.opens = opens


class Paused(Refused):
    """The campaign's managers have stopped it for a while: what members do meanwhile counts, and is paid afterwards."""

    code = "campaign_paused"


class NotEligible(Refused):
    """This member may not: `not_joined`, `already_joined`, `too_young`, `age_unknown`, `guardian_needed`; or the one to
    whom a gift goes, `recipient_not_eligible`.
    """

    code = "not_eligible"


class LimitReached(Refused):
    """A member already did it as often as one may; the recipient of a gift: `recipient_limit_reached`."""

    code = "limit_reached"


class NotEnough(Refused):
    """The wallet does not hold the cost."""

    code = "not_enough"


class SoldOut(Refused):
    """The stock that everybody shares is gone."""

    code = "sold_out"


class NotOffered(Refused):
    """The definition does not offer this: tens, exchange, sending, a fragment that can't be sent, a gift to oneself."""

    code = "not_offered"


class Full(Refused):
    """No more can be kept: `record_full`, `recipient_full` of the other side of a gift, `number_full`.

    It is said before anything is granted, and what makes the record smaller goes on.
    """

    code = "record_full"


class BadAnswer(Refused):
    """An answer that the question does not take: another option, or another kind of answer."""

    code = "bad_answer"


class BadEvent(Refused):
    """The event can't count: `event_too_late`, `event_in_future`, `event_not_from_client`, `event_from_tessera`,
    `event_too_large`, `bad_event_field`.
    """

    code = "bad_event"


class Unreadable(TesseraError):
    """Something that was sent is not what it should be: nobody was asked yet."""

    code = "unreadable"


class Malformed(Unreadable):
    """No JSON that everybody reads alike."""

    code = "malformed_json"


class InvalidBody(Unreadable):
    """JSON that is not of the shape that is wanted; the message holds the field's path."""

    code = "invalid_body"


class Unauthenticated(TesseraError):
    """No token, a foreign, expired or revoked one, or a signature that does not hold."""

    code = "unauthenticated"


class Forbidden(TesseraError):
    """Known, and not the one who may: `not_a_manager`, `own_version`, `sign_in_blocked`."""

    code = "forbidden"


class Rejected(TesseraError):
    """Definitions that were handed in can't be taken: nothing was changed. findings: all that is wrong, by campaign id.

    `definition_rejected`: they have errors · `adverse_change`: they take from members what is live.
    """

    code = "definition_rejected"

    def __init__(
        self, findings: Mapping[str, Sequence[Finding]], message: str | None = None, code: str | None = None
    ) -> None:
        default = f"Nothing was changed: mend the errors in {', '.join(findings)} and try again."
        super().__init__(message or default, code)
        self.findings = findings


class Conflict(TesseraError):
    """The request contradicts the record: `idempotency_key_reused`, `already_claimed`, `revision_conflict`, …"""

    code = "conflict"


class Unavailable(TesseraError):
    """Nothing is known to be decided; the same key may be sent again after `retry_after` seconds."""

    code = "busy"

    def __init__(self, message: str, code: str | None = None, retry_after: int = 1) -> None:
        super().__init__(message, code)
        self.retry_after = retry_after
