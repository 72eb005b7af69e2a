"""Rules that nobody sees kept from outside, each with the test that holds it: the audit counts none of them."""

from rich.table import Table

UNSEEN = (
    (
        "Folding lots never makes a point end sooner or grow younger",
        "proof/test_purse_by_chance.py::test_a_purse_by_any_steps",
    ),
    (
        "Earned in the end is the same in whichever order orders and refunds arrive",
        "proof/test_orders.py::test_the_table_ends_alike_in_whichever_order",
    ),
    (
        "A tier does not depend on when a member comes",
        "proof/test_order_lives.py::test_a_tier_does_not_depend_on_when_a_member_comes",
    ),
    ("Of 64 tills one gets the coupon", "proof/test_bills.py::test_of_sixty_four_tills_one_gets_the_coupon"),
    ("A crowd gets each code of a pool once", "proof/test_codes.py::test_a_crowd_gets_each_code_once"),
    (
        "Each place is paid once, whichever call of the job is its last",
        "services/test_boards.py::test_each_place_is_paid_once_whichever_call_is_the_last_of_a_run",
    ),
    (
        "No answer of a quiz is in anything that a member can read before the last try",
        "api/test_quiz_secrets.py::test_no_route_tells_what_is_right",
    ),
    (
        "No cap is exceeded by a crash, nor a millisecond beside the edge of its period",
        "proof/test_touch_lives.py::test_no_message_is_sent_that_might_not_be_and_none_is_missed",
    ),
    (
        "Nothing is lost while 64 play on two records that are merged",
        "proof/test_merging.py::test_sixty_four_on_both_records_while_they_are_merged",
    ),
    ("Each action takes its trips and units", "api/test_routes_cost.py::test_costs_what_the_table_says"),
    (
        "A member's document stays within its bounds",
        "domain/test_size.py::test_a_member_with_two_years_of_points_tiers_and_three_campaigns_fits_three_kilobytes",
    ),
)
"""The rule, and its test below `tests/`."""


def unseen() -> Table:
    """A table for the report."""
    table = Table(title="What nobody sees from outside, and the test that holds it", box=None, padding=(0, 2))
    table.title_justify, table.title_style, table.show_header = "left", "bold", False
    for _ in range(2):
        table.add_column(overflow="fold")
    for rule, test in UNSEEN:
        table.add_row(rule, f"tests/{test}")
    return table
