"""The meaning of each code that a problem may have, as the document and the guides tell it."""

from collections.abc import Mapping
from typing import Final

UNKNOWN: Final = "unknown_"

MEMBERS: Final[Mapping[str, str]] = {
    "malformed_json": "the body is no JSON that everybody reads alike: not UTF-8, a key twice, NaN, nested too deep",
    "invalid_id": "an id in the path is not of letters, digits and hyphens",
    "bad_request": "the gateway can't read the request",
    "idempotency_key_missing": "the action came without a key",
    "idempotency_key_invalid": "the key is not of 1 to 255 visible ASCII characters",
    "unauthenticated": "no token, an expired or a foreign one: sign in",
    "token_revoked": "the member's tokens were revoked: sign in",
    "bad_code": "the provider does not know the code: get a new one",
    "bad_signature": "a shop's signature does not hold",
    "sign_in_blocked": "the provider keeps this person out; a new code does not help",
    "window_closed": "not open now; `opens` is when it will be, where it will",
    "campaign_paused": "its managers have stopped the campaign for a while; try again later",
    "not_eligible": "this is for other members",
    "not_joined": "the campaign asks for joining first",
    "already_joined": "the member has joined before",
    "recipient_not_eligible": "the other member is not in the audience, or has not joined",
    "too_young": "under the box's minimum age",
    "age_unknown": "the box has a minimum age, and nobody told the member's date of birth",
    "guardian_needed": "a guardian has to consent first",
    "unknown_campaign": "no such campaign is published",
    "unknown_version": "no such version of the campaign was ever in force",
    "unknown_event_type": "nobody declared such an event",
    "unknown_member": "there is no such member",
    "unknown_provider": "this stage has no such identity provider",
    "unknown_coupon": "the member has no such coupon",
    "unknown_receipt": "`before` is no receipt of this member",
    "unknown_page": "`after` is no page that an answer named",
    "unknown_collection": "the campaign has no such collection, or it draws nothing",
    "unknown_fragment": "the collection has no such fragment",
    "unknown_board": "the campaign has no such board",
    "unknown_window": "the board has no such ranking yet",
    "unknown_channel": "the programme has no such channel, or it needs no consent",
    "unknown_prize": "no such gift of the member waits for being sent",
    "unknown_address": "the member has said nowhere where to send this gift",
    "unknown_box": "the campaign has no such box",
    "unknown_challenge": "the campaign has no such challenge",
    "unknown_task": "the challenge has no such task",
    "unknown_form": "the campaign has no such form",
    "unknown_quiz": "the campaign has no such quiz",
    "unknown_question": "the quiz does not ask this now, or asks nothing: read the home screen again",
    "unknown_redemption": "the campaign has no such redemption",
    "unknown_offer": "the redemption has no such offer",
    "unknown_route": "there is no such path: `/openapi.json` lists what there is",
    "method_not_allowed": "the path takes another method: see the header Allow",
    "order_not_matching": "what was said of the order is not so; the try counted",
    "coupon_held": "a till keeps the coupon for another bill",
    "coupon_used": "the coupon was used",
    "coupon_ended": "the coupon has ended",
    "below_minimum": "the bill is below the coupon's minimum",
    "one_coupon_an_order": "these coupons don't share a bill",
    "points_over_share": "points may pay no such part of a bill",
    "other_currency": "the coupon, or points, are in another currency",
    "bill_settled": "the bill was paid",
    "not_waiting": "the redemption waits for no cash: it was paid, undone, or its time is over",
    "other_amount": "the offer costs another amount of cash",
    "pass_expired": "the pass is over: show a new one",
    "pass_used": "the pass was used for another bill: show a new one",
    "day_not_open": "this day can't be made up, or not any more: read the home screen again",
    "limit_reached": "the member did it as often as one may",
    "recipient_limit_reached": "the other member has got as many as one may for now: later, or to somebody else",
    "not_enough": "the wallet does not hold the cost, or fragments are missing",
    "sold_out": "the stock, or the pool of codes, that everybody shares is gone",
    "not_offered": (
        "the campaign does not offer this: tens, an exchange, sending, joining; or the programme does not let members "
        "tell their date of birth"
    ),
    "gift_to_self": "a gift needs another member",
    "identity_taken": "this id leads to another member already: sign in by it, or let the shop merge the two",
    "born_known": "a date of birth is known already: the shop can set it right",
    "already_claimed": "this order number (or the like) has counted, for whomever",
    "record_full": "so much was kept of this member that nothing more can be: tell whoever runs the stage",
    "recipient_full": "the same of the member who would receive a gift",
    "number_full": "points, or what a task counts, would be more than 9,007,199,254,740,991",
    "receipt_gone": "the key was used so long ago that its receipt is gone",
    "idempotency_key_reused": "the key was used for something else",
    "body_too_large": "see the limits below",
    "unsupported_media_type": "send `Content-Type: application/json`",
    "invalid_query": (
        "the query has a parameter that the route does not have, or one of another type, or twice; a mistake of "
        "the client"
    ),
    "invalid_body": "a field is missing, unknown or of another kind; `detail` names it",
    "bad_answer": "the question has no such option; of a form, `params` names the `question`",
    "bad_event_field": "the event's data is not what its type declares",
    "event_too_large": "the event's data is longer than a mini program may report",
    "event_too_late": "the event's time is beyond the campaign's grace",
    "event_in_future": "the event's time has not come",
    "event_not_from_client": "only a shop's server may report this",
    "event_from_tessera": "it comes about by itself, and nobody reports it",
    "more_than_paid": "no more can come back of an order than is left of it",
    "too_many_requests": (
        "more come at once, or from this address, than the stage takes: nothing was done, the same key again"
    ),
    "busy": "nothing is known to be decided: the same key again",
    "definitions_stale": "the campaigns could not be read for a while: again",
    "definitions_unreadable": "a release is being rolled out: again",
    "newer_shape": "a release is being rolled out: again",
    "internal_error": "the fault is on the server's side: the same key again",
}
"""Of the codes that members and shops meet."""

MANAGERS: Final[Mapping[str, str]] = {
    "not_a_manager": "the token is of nobody who manages: ask for one with that role",
    "own_version": "who handed in a version does not approve it: somebody else does",
    "own_adjustment": "who proposed an adjustment does not approve it: somebody else does",
    "report_rebuilding": "the report is being counted anew: ask again when that is done",
    "grants_unlisted": "the list of what was granted is not whole: count the report anew",
    "revision_conflict": "somebody else changed it meanwhile: read it again",
    "takes_effect_too_soon": "a version takes effect a minute after it is published, or later",
    "not_approved": "nobody has approved the version",
    "already_published": "the version was published before",
    "never_published": "the version was never in force",
    "not_scheduled": "the version waits for no moment",
    "version_outdated": "a newer version was handed in, or took effect",
    "not_published": "no version of the campaign is in force",
    "campaign_closed": "the campaign was closed for good",
    "adjustment_decided": "the adjustment was done or declined before",
    "not_frozen": "the ranking is not over yet",
    "board_paid": "the places of the ranking were paid",
    "same_member": "both records are of one member",
    "already_merged": "the record was merged into another one before",
    "on_hold": "a bill or a redemption keeps something of the record: wait until it is paid or over",
    "unknown_adjustment": "the member has no such adjustment",
    "unknown_asset": "the campaign has no such asset",
    "unknown_pool": "there is no such pool of codes",
    "adverse_change": "the change is to the disadvantage of members: `findings` name it",
    "definition_rejected": "the version has errors, or its scenarios fail: `findings` name them",
}
"""Of those that only managers meet."""

MEANINGS: Final[Mapping[str, str]] = {**MEMBERS, **MANAGERS}


def meaning_of(code: str) -> str:
    """The meaning of a code; of what a mechanic calls unknown and is not listed, that there is none."""
    if code in MEANINGS or not code.startswith(UNKNOWN):
        return MEANINGS[code]
    return f"there is no such {code.removeprefix(UNKNOWN)}"
