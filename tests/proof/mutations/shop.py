"""Mistakes with what shops and the brand report: words out of order, equal orders, large baskets, bounds."""

from tests.proof.mutations.mutation import OF_LINT, Mutation

SAID = "chalicelib/domain/record/said.py"
CLAIMS = "chalicelib/domain/play/claims.py"
EVENTS = "chalicelib/domain/play/events.py"
HAPPENED = "chalicelib/domain/decide/happened.py"
AUDIENCE = "chalicelib/domain/play/audience.py"
MEMBERSHIP = "chalicelib/domain/decide/membership.py"
MEMBERS = "chalicelib/domain/play/members.py"

TAKE_IN = "chalicelib/services/take_in.py"

OF_SHOPS = "tests/api/test_what_shops_send.py"
ATTEMPTS = "chalicelib/domain/decide/attempts.py"

OF_BOUNDS = "tests/domain/test_bounds.py tests/domain/test_full_record.py"
OF_SAID = "tests/domain/test_said.py"
OF_EVENTS = "tests/domain/test_events.py"
OF_MEMBERSHIP = "tests/domain/test_membership.py"

MUTATIONS = (
    Mutation(
        "one-large-number-refuses-the-batch",
        "chalicelib/api/ingest.py",
        "        in_parts=True,\n",
        "",
        "an order with a number of 19 digits would keep every other order of its batch from counting",
        "tests/api/test_ingest.py",
    ),
    Mutation(
        "a-rounded-number-counts",
        TAKE_IN,
        "    require_sound(tree)\n",
        "",
        "a phone and a shop would read two numbers of one order, and both would count",
        "tests/api/test_ingest.py",
    ),
    Mutation(
        "the-later-arrival-holds",
        SAID,
        "[*had[: at - same], Word(time, value), *had[at:]]",
        "[*had, Word(time, value)]",
        "an older word of the brand would take a tier away that a newer one gave",
        OF_SAID,
    ),
    Mutation(
        "late-events-by-todays-tier",
        MEMBERS,
        "turn.member.profile if when.as_known or when.at >= turn.now else as_of(turn.member, when.at)",
        "turn.member.profile",
        "who fell or rose in the meantime would lose or win by an order of the day before",
        OF_SAID,
    ),
    Mutation(
        "late-events-by-todays-age",
        AUDIENCE,
        "min(player.turn.moment, player.turn.now)",
        "player.turn.now",
        "a child's event of the day before a birthday would count as a grown-up's",
        OF_SAID,
    ),
    Mutation(
        "born-tomorrow",
        MEMBERSHIP,
        "if day > today:",
        "if False:",
        "an age below zero would be judged",
        OF_MEMBERSHIP,
    ),
    Mutation(
        "repetitions-forgotten",
        SAID,
        "if place in edges or not said[place - 1].value == one.value == said[place + 1].value",
        "if place == 0 or not said[place - 1].value == one.value",
        "a word that was said again would not hold against an older one",
        OF_SAID,
    ),
    Mutation(
        "large-baskets-refused",
        HAPPENED,
        "if event.by_client:",
        "if True:",
        "the best customers' orders would be refused whole",
        OF_EVENTS,
    ),
    Mutation(
        "receipts-keep-everything",
        EVENTS,
        "if _length(given) <= LONGEST_KEPT:",
        "if True:",
        "every receipt of a large basket would be paid for, for years",
        OF_EVENTS,
    ),
    Mutation(
        "order-number-not-kept",
        EVENTS,
        "LONGEST_KEPT, {key.field for key in declared.unique}",
        "LONGEST_KEPT, set[str]()",
        "nobody could tell from the receipt of a large basket which order it was",
        OF_EVENTS,
    ),
    Mutation(
        "a-missing-number-counts",
        CLAIMS,
        "elif not key.or_none:",
        "elif False:",
        "an order without a number would count as often as it is sent",
        OF_EVENTS,
    ),
    Mutation(
        "one-field-of-several",
        CLAIMS,
        "for key in declared.unique:",
        "for key in declared.unique[:1]:",
        "of two tills that begin at 0001 the second one's members would get nothing",
        OF_EVENTS,
    ),
    Mutation(
        "joined-without-escaping",
        CLAIMS,
        'return text.replace("%", "%25").replace("/", "%2F")',
        "return text",
        "two orders whose parts read alike when joined would be one",
        OF_EVENTS,
    ),
    Mutation(
        "dashes-told-apart",
        CLAIMS,
        'return "-" if one in _DASHES or unicodedata.category(one) == "Pd" else one',
        "return one",
        "a number that was copied from a letter would count a second time",
        OF_EVENTS,
    ),
    Mutation(
        "null-is-a-value",
        EVENTS,
        "if raw is None:\n            continue",
        "if False:\n            continue",
        "an order would be lost for a field that it doesn't have",
        OF_EVENTS,
    ),
    Mutation(
        "cut-off-without-an-answer",
        TAKE_IN,
        "if left() < RESERVE_SECONDS:\n            yield",
        "if left() < 0:\n            yield",
        "a shop would not know which events of a slow batch counted",
        OF_SHOPS,
    ),
    Mutation(
        "a-busy-server-looks-like-success",
        "chalicelib/api/ingest.py",
        "if alone and isinstance(results[0], Exception)",
        "if False and isinstance(results[0], Exception)",
        "an SDK that sends one event by itself would take it for delivered, and never send it again",
        OF_SHOPS,
    ),
    Mutation(
        "extensions-lose-orders",
        "chalicelib/domain/wire/cloud_event.py",
        "if name not in EXTENSIONS}",
        "if name}",
        "an order would be lost because somebody traces requests",
        OF_SHOPS,
    ),
    Mutation(
        "a-mark-loses-batches",
        "chalicelib/domain/wire/ijson.py",
        "raw.removeprefix(BOM_UTF8).decode()",
        "raw.decode()",
        "a whole batch would be lost for three bytes that nobody sees",
        OF_SHOPS,
    ),
    Mutation(
        "records-grow-without-end",
        ATTEMPTS,
        "if size > MOST_BYTES and size",
        "if False and size",
        "a phone could fatten its own record until the table takes nothing more of this member",
        OF_BOUNDS,
    ),
    Mutation(
        "full-records-can't-shrink",
        ATTEMPTS,
        "and size > len(msgspec.json.encode(before)):",
        "and True:",
        "a member whose record is full could not even spend",
        OF_BOUNDS,
    ),
    Mutation(
        "points-beyond-numbers",
        "chalicelib/domain/play/wallet.py",
        "if n > LARGEST_INTEGER:",
        "if False:",
        "a phone would show another number than the one that is held",
        OF_BOUNDS,
    ),
    Mutation(
        "due-points-lock-out",
        "chalicelib/domain/play/capacity.py",
        "if not player.turn.due:",
        "if True:",
        "what falls due would stand in the way of every action, for ever",
        OF_BOUNDS,
    ),
    Mutation(
        "coupons-outgrow-the-record",
        "chalicelib/domain/play/capacity.py",
        "if not one.coupon_bytes:",
        "if True:",
        "who earned very many coupons would be locked out: the table takes no such record",
        OF_BOUNDS,
    ),
    Mutation(
        "each-order-noted-by-itself",
        "chalicelib/domain/mechanics/challenge/due.py",
        "if _alike(one, earned) and player.withholds(one.at) == player.withholds(earned.at) and one.due == earned.due:",
        "if False:",
        "orders of who has no room for coupons would fill the record all the same",
        OF_BOUNDS,
    ),
    Mutation(
        "closed-before-there-was-room",
        "chalicelib/services/settle_member.py",
        "frozenset(name for name in definitions.settling if name in played and played[name].due)",
        "frozenset()",
        "what a closed campaign owes to a record without room would be lost when it leaves the list",
        "tests/services/test_sweep.py",
    ),
    Mutation(
        "one-record-holds-up-everybody",
        "chalicelib/domain/decide/settle.py",
        "(definitions.owing(name) is None or name in definitions.leaving)",
        "definitions.owing(name) is None",
        "a member whose coupons never end would keep what a closed campaign left in everybody's record",
        "tests/services/test_sweep.py",
    ),
    Mutation(
        "closed-campaign-forgotten-while-it-owes",
        "chalicelib/domain/publishing/live.py",
        "if swept < one.closed + LEAD or name in owing}",
        "if swept < one.closed + LEAD}",
        "what a closed campaign owes for another day would be lost when it leaves the list",
        "tests/domain/test_live.py",
    ),
    Mutation(
        "closed-campaign-shown-nowhere",
        "chalicelib/domain/publishing/definitions.py",
        "        yield from (one for name, one in self.settling.items() if name not in self.leaving)\n",
        "",
        "what members hold of a campaign would be gone from every screen before a receipt takes it",
        "tests/proof/test_shown.py",
    ),
    Mutation(
        "closed-campaign-that-owes-shown-nowhere",
        "chalicelib/domain/views/home.py",
        "(turn.definitions.settling[name] for name in turn.definitions.leaving if name in turn.member.played)",
        "()",
        "what members hold of a campaign that still owes them something would be on no screen",
        "tests/domain/test_views.py",
    ),
    Mutation(
        "a-basket-fills-a-record",
        "chalicelib/domain/mechanics/challenge/progress.py",
        "sorted(unseen)[: max(0, room)]",
        "sorted(unseen)",
        "one large basket would take the room that a member needs for everything else",
        OF_BOUNDS,
    ),
    Mutation(
        "phones-paid-without-end",
        "chalicelib/domain/mechanics/challenge/lint_tasks.py",
        'or event.source != "client" or',
        "or",
        "nobody would hear of each limit that is missing: all would hear of each that is not",
        OF_LINT,
    ),
)
