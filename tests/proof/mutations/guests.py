"""Mistakes in guests: one is taken for a member, for somebody else, or is kept for ever."""

from tests.proof.mutations.mutation import Mutation

DOMAIN = "tests/domain/test_guests.py"
ON_THE_TABLE = "tests/proof/test_guests.py"

MUTATIONS = (
    Mutation(
        "guests-of-all-channels-are-one",
        "chalicelib/domain/record/guest.py",
        'f"{channel}\\0{buyer}"',
        "buyer",
        "two platforms' buyers of the same number would be one guest",
        DOMAIN,
    ),
    Mutation(
        "guest-before-who-waits",
        "chalicelib/domain/decide/guests.py",
        "else claimants(arrived(programme, key, had.order, action), turn.now):",
        "else False:",
        "who began to wait for an order while it came would wait in vain",
        DOMAIN,
    ),
    Mutation(
        "order-of-a-guest-has-counted",
        "chalicelib/domain/decide/guests.py",
        "replace(order, member=turn.member_id,",
        "replace(order, counted=True, member=turn.member_id,",
        "nobody could claim an order whose buyer was told",
        DOMAIN,
    ),
    Mutation(
        "guest-is-a-member-to-shops",
        "chalicelib/services/act.py",
        "if is_guest(member_id) and not orders:",
        "if False:",
        "a shop that names a guest's id as the member would be told to try again for ever, or be shown its receipts",
        ON_THE_TABLE,
    ),
    Mutation(
        "guest-is-a-member-to-readers",
        "chalicelib/services/admission.py",
        "if token_epoch is not None and is_guest(member.id):",
        "if False:",
        "a guest would have a home screen",
        ON_THE_TABLE,
    ),
    Mutation(
        "guest-is-noticed",
        "chalicelib/triggers/records.py",
        ' and not is_guest(pk.removeprefix("M#"))',
        "",
        "other systems would be told of members who are none",
        ON_THE_TABLE,
    ),
    Mutation(
        "guest-is-swept",
        "chalicelib/services/sweep.py",
        "(one for one in found.members if not is_guest(one.id))",
        "found.members",
        "a sweep would count guests among the members",
        ON_THE_TABLE,
    ),
    Mutation(
        "guest-is-kept-for-ever",
        "chalicelib/store/commit.py",
        "if is_guest(before.snapshot.id) else None",
        "if False else None",
        "what a guest bought would be kept without end",
        ON_THE_TABLE,
    ),
    Mutation(
        "guest-is-shown-a-receipt",
        "chalicelib/services/unclaimed.py",
        "return NOTED if isinstance(answer, Answered) else answer",
        "return answer",
        "a shop would be told that an order counted, which has not",
        ON_THE_TABLE,
    ),
    Mutation(
        "order-of-the-erased-is-claimed",
        "chalicelib/domain/record/order.py",
        'member="", receipt="", counted=True, event=""',
        'member="", receipt="", event=""',
        "an order whose buyer was erased would count without what was bought",
        ON_THE_TABLE,
    ),
)
