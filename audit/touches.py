"""Messages: none in quiet hours, none without a grant or a consent, and none beyond a cap."""

from audit.account import Account
from audit.calendar import Tree, wall
from audit.recount import MemberReceipt, Recount, Rule, Said

ALL = "*"
"""All touches together."""


def told(recount: Recount, one: MemberReceipt) -> Said:
    """A message is sent in time, by a channel that may carry it, and within each cap."""
    account, receipt = one.account, one.receipt
    _note(account, receipt, recount.terms(receipt["at"]).get("channels", {}))
    message = receipt.get("touched")
    if message is None or message.get("held_out"):
        return
    terms, at = recount.terms(receipt["at"]), receipt["at"]
    channel, touch = terms["channels"][message["channel"]], terms["touches"]["plan"][message["touch"]]
    yield one.said(not _is_quiet(terms, at), f"{message['touch']} at {at}, in the quiet hours")
    if channel.get("needs") == "grant":
        account.grants[message["channel"]] -= 1
        yield one.said(account.grants[message["channel"]] >= 0, f"{message['touch']} without a grant")
    if channel.get("needs") == "consent":
        yield one.said(message["channel"] in account.consents, f"{message['touch']} without consent")
    caps = {ALL: terms["touches"], f"by {message['channel']}": channel, message["touch"]: touch}
    for name, said in caps.items():
        for n, period in _limits(terms, said, at):
            account.told[name, period] += 1
            yield one.said(account.told[name, period] <= n, f"{name}: more than {n} in {period}")


def _note(account: Account, receipt: Tree, channels: Tree) -> None:
    """Note what a member allows, and consents to. Of who was erased it is not told by which channel: it may be any."""
    asked = receipt.get("asked", {})
    if receipt["does"] == "event" and asked.get("type") == "message.allowed":
        said = asked.get("data", {}).get("channel")
        account.grants.update([said] if said else [*channels])
    elif receipt["does"] == "consent":
        (account.consents.add if asked.get("given") else account.consents.discard)(asked["channel"])


def _is_quiet(terms: Tree, at: int) -> bool:
    said = terms["touches"].get("quiet")
    if said is None:
        return False
    begin, end = (part.removeprefix("daily ") for part in said.split(" to "))
    now = f"{wall(terms['timezone'], at):%H:%M:%S.%f}"
    return bool(begin <= now < end if begin < end else now >= begin or now < end)


def _limits(terms: Tree, said: Tree, at: int) -> list[tuple[int, str]]:
    """The caps of something, each with the period in which a moment counts."""
    limits = said.get("limit", [])
    day = wall(terms["timezone"], at)
    week = f"{day.isocalendar().year}-W{day.isocalendar().week}"
    periods = {"day": f"{day:%Y-%m-%d}", "week": week, "month": f"{day:%Y-%m}", "year": f"{day:%Y}"}
    each = [one.split(" a ") for one in ([limits] if isinstance(limits, str) else limits)]
    return [(int(n), periods[per]) for n, per in each]


RULES = (Rule("Nobody is told more than the caps say, in quiet hours, or without leave", "messages", told),)
