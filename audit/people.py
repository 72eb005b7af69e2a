"""Who is who: each identity leads to one member, a line of an import is brought in once, and who was erased is gone."""

from collections.abc import Iterable, Iterator

from audit.recount import MemberReceipt, Recount, Rule, Said

LED = ("An identity leads to one member", "sign-ins anew")


def imported(recount: Recount, one: MemberReceipt) -> Said:
    """A line of a batch is one receipt over all members."""
    if one.receipt["does"] == "import" and "batch" in one.receipt["asked"]:  # of who was erased it is not told
        line = (one.receipt["asked"]["batch"], one.receipt["asked"]["line"])
        before = recount.lines.setdefault(line, one.member)
        yield one.said(before == one.member and line not in one.account.lines, f"{line} was brought in for {before}")
        one.account.lines.add(line)
        one.account.brand_tags = None


def gone(recount: Recount, one: MemberReceipt) -> Said:
    """Nothing follows on an erasure, no message either."""
    yield one.said(one.member not in recount.gone, f"{one.receipt['does']} of who was erased")
    if one.receipt["does"] == "erase":
        recount.gone[one.member] = one.receipt["at"]


def compare_led(recount: Recount, led: Iterable[tuple[str, str, str]]) -> None:
    """Each sign-in anew leads where the identity led before, or to who absorbed that record."""

    def said() -> Iterator[str]:
        for identity, before, now in led:
            yield "" if before == now else f"{identity} led to {before}, and leads to {now}"

    recount.note(*LED, said())


RULES = (
    Rule("A line of an import is brought in once", "lines", imported),
    Rule("Nothing happens to who was erased", "receipts", gone),
)
