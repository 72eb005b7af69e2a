"""English."""

from typing import Final

from chalicelib.api.sentences.language import Language

_TRY_AGAIN: Final = "Nothing is decided yet: please try again in a moment."

LANGUAGE: Final = Language(
    tag="en",
    between=" ",
    units=(
        (86_400_000, "1 day", "{n} days"),
        (3_600_000, "1 hour", "{n} hours"),
        (60_000, "1 minute", "{n} minutes"),
        (1_000, "1 second", "{n} seconds"),
    ),
    assets={"points": "points", "stars": "stars", "draws": "draws", "fragments": "fragments", "prizes": "prizes"},
    periods={
        "day": "a day",
        "week": "a week",
        "month": "a month",
        "year": "a year",
        "campaign": "in all",
        "window": "each time it is open",
        "round": "a round",
    },
    sentences={
        # may not
        "window_closed": ("Not open now", "This is not open now.", "It opens in {opens}."),
        "campaign_paused": ("Paused", "This is paused for a while: please try again later."),
        "not_eligible": ("For other members", "This is for other members."),
        "not_joined": ("Join first", "Please join this campaign first."),
        "already_joined": ("Joined already", "You have joined this campaign already."),
        "recipient_not_eligible": (
            "Not for that member",
            "The other member can't take part in this, or has not joined it: send to somebody else.",
        ),
        "too_young": ("Too young", "This is for members of {min_age} years and older."),
        "age_unknown": ("Date of birth needed", "Please tell your date of birth first."),
        "guardian_needed": ("A guardian's consent is needed", "This needs the consent of your guardian."),
        "limit_reached": (
            "That was all for now",
            "You may do this {limit} times {per}.",
            "Left now: {left}.",
            "Again in {again}.",
        ),
        "recipient_limit_reached": (
            "That member has enough for now",
            "The other member has got as many as one may for now: try again later, or send to somebody else.",
        ),
        "not_enough": ("Not enough", "This takes {needs} {asset}, and you have {has}."),
        "sold_out": ("Sold out", "This is gone.", "There may be more in {again}."),
        "not_offered": ("Not offered", "This is not offered here."),
        "gift_to_self": ("A gift needs somebody else", "You can't send this to yourself."),
        "day_not_open": ("Not this day", "This day can't be made up."),
        "bad_answer": ("Not an answer", "This is no answer to the question: please look at it again."),
        "record_full": ("No more can be kept", "So much is kept for you that nothing more can be: please tell us."),
        "recipient_full": ("No more can be kept", "So much is kept for the other member that nothing more can be."),
        "number_full": ("No more can be kept", "This would be more than can be counted."),
        "refused": ("Not possible", "This is not possible now."),
        # not here
        "unknown": ("Not here", "This is not here, or not any more: please look again."),
        "unknown_member": ("No such member", "There is no such member."),
        "unknown_question": ("No question now", "This question is not asked now: please look again."),
        "unknown_provider": ("Unknown sign-in", "This way of signing in is not offered here."),
        # coupons, bills and orders
        "order_not_matching": ("Does not match", "This does not match the order: please look at it again."),
        "already_claimed": ("Counted already", "This has counted already."),
        "coupon_held": ("Kept at a till", "A till keeps this coupon for a bill."),
        "coupon_used": ("Used", "This coupon was used."),
        "coupon_ended": ("Ended", "This coupon has ended."),
        "below_minimum": ("Below the minimum", "The bill is too small for this coupon."),
        "one_coupon_an_order": ("One coupon only", "These coupons can't be used together."),
        "points_over_share": ("Too many points", "Points may pay only a part of this bill."),
        "other_currency": ("Another currency", "This is in another currency."),
        "bill_settled": ("Paid already", "This bill was paid."),
        "pass_expired": ("Pass is over", "This pass is over: please show a new one."),
        "pass_used": ("Pass was used", "This pass was used: please show a new one."),
        "not_waiting": ("Waits for nothing", "This waits for no payment: it was paid, undone, or its time is over."),
        "other_amount": ("Another amount", "This costs another amount."),
        "more_than_paid": ("More than was paid", "No more can come back than was paid."),
        # signing in
        "unauthenticated": ("Sign in", "Please sign in."),
        "token_revoked": ("Sign in", "Please sign in again."),
        "bad_code": ("Sign in again", "This code does not hold any more: please sign in again."),
        "bad_signature": ("Signature does not hold", "{reason}"),
        "sign_in_blocked": ("Can't sign in", "This account may not sign in here."),
        # a mistake of the program that asks: the reason is for its authors
        "malformed_json": ("Not readable", "{reason}"),
        "invalid_id": ("Not readable", "{reason}"),
        "invalid_body": ("Not readable", "{reason}"),
        "idempotency_key_missing": ("Key missing", "{reason}"),
        "idempotency_key_invalid": ("Key not readable", "{reason}"),
        "idempotency_key_reused": ("Key was used", "This key was used for something else: send a new one."),
        "receipt_gone": ("Too long ago", "This was asked so long ago that its answer is gone."),
        "method_not_allowed": ("Another method", "{reason}"),
        "body_too_large": ("Too large", "{reason}"),
        "unsupported_media_type": ("Another media type", "{reason}"),
        "bad_event_field": ("Does not count", "This can't count: its data are not what they should be."),
        "event_too_large": ("Too large", "This can't count: its data are too long."),
        "event_too_late": ("Too late", "This comes too late to count."),
        "event_in_future": ("Too early", "The time of this has not come."),
        "event_not_from_client": ("Does not count", "This counts only where the shop reports it."),
        "event_from_tessera": ("Does not count", "This comes about by itself, and nobody reports it."),
        # ours
        "busy": ("One moment", _TRY_AGAIN),
        "definitions_stale": ("One moment", _TRY_AGAIN),
        "definitions_unreadable": ("One moment", _TRY_AGAIN),
        "newer_shape": ("One moment", _TRY_AGAIN),
        "internal_error": ("Our mistake", "The fault is on our side: please try again."),
    },
)
