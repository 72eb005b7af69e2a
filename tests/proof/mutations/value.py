"""Mistakes in the report of value: an order is counted twice, of the wrong person, month or campaign, or not at all."""

from tests.proof.mutations.mutation import Mutation

DOMAIN = "tests/domain/test_sales.py tests/proof/test_sales_recounted.py"
COUNTED = "tests/services/test_value_report.py"
SHOWN = "tests/cli/test_report_of_value.py"
ON_THE_TABLE = "tests/proof/test_guests.py"

MUTATIONS = (
    Mutation(
        "order-that-is-claimed-stays-a-guest-s",
        "chalicelib/domain/decide/guests.py",
        "sales = Sales(sold(had, document.bought, guest.id, before, after, month), guest=True)",
        "sales = Sales({}, guest=True)",
        "an order that a member claims would count for guests too",
        DOMAIN,
    ),
    Mutation(
        "second-order-by-arrival",
        "chalicelib/domain/record/bought.py",
        "return sorted((*starts, month))[:2]",
        "return [*starts, month][:2]",
        "which order is the first would depend on which is reported first",
        DOMAIN,
    ),
    Mutation(
        "first-order-that-comes-back-has-no-successor",
        "chalicelib/domain/record/bought.py",
        "return sorted((*earlier, *told))[:2]",
        "return earlier",
        "who sends the first order back would never be a buyer again",
        DOMAIN,
    ),
    Mutation(
        "month-has-a-buyer-more-each-order",
        "chalicelib/domain/decide/purchases.py",
        "(by_month(has.sums)[month] > 0) - (by_month(had.sums)[month] > 0) if now.orders != was.orders else 0",
        "now.orders - was.orders",
        "buyers would be orders",
        DOMAIN,
    ),
    Mutation(
        "refund-is-of-no-campaign",
        "chalicelib/domain/decide/purchases.py",
        "counted_by(after.given) if after.given else ()",
        "()",
        "a campaign's amount would keep what came back",
        DOMAIN,
    ),
    Mutation(
        "receipts-of-guests-are-not-counted",
        "chalicelib/triggers/stream.py",
        "new_receipts(event, guests=True)",
        "new_receipts(event)",
        "the report would have no guests until it is counted anew",
        COUNTED,
    ),
    Mutation(
        "guests-count-as-members",
        "chalicelib/domain/derived/value_counters.py",
        "GUESTS if sales and sales.guest else MEMBERS",
        "MEMBERS",
        "members would seem to buy what guests do",
        COUNTED,
    ),
    Mutation(
        "buyers-of-all-months-are-added-up",
        "chalicelib/domain/derived/value_report.py",
        "_bought(kind, total, BUYERS_EVER)",
        "_bought(kind, total, BUYERS)",
        "who buys in two months would be two buyers",
        COUNTED,
    ),
    Mutation(
        "receipt-of-a-claim-goes-first",
        "chalicelib/store/commit.py",
        "max(ttl, (now + KEPT) // 1000)",
        "ttl",
        "a claimed order would be a guest's again once all is counted anew",
        ON_THE_TABLE,
    ),
    Mutation(
        "refunds-of-what-is-nobodys",
        "chalicelib/domain/decide/decision.py",
        "            turn.draft.sales = None\n",
        "",
        "what came back whole before it came would be refunded again with each report of it",
        "tests/domain/test_segments.py",
    ),
    Mutation(
        "definition-is-missing-on-the-page",
        "cli/reporting/document.py",
        "{escape(row.said)}</span></td>",
        "</span></td>",
        "nobody would know what a figure means",
        SHOWN,
    ),
)
