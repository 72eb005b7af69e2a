"""Whether a question could not be answered, or a day not made up, as the receipts tell it."""

from collections.abc import Iterable
from typing import Any

from audit.account import Account
from audit.calendar import Tree, wall
from audit.recount import Receipt


def questions_so_far(tree: Tree, asked: Any, account: Account) -> list[str]:
    """The questions of a quiz that were asked so far, in the order of the file."""
    found = []
    for question in tree["quizzes"][asked["quiz"]]["questions"]:
        found.append(question)
        if not is_over(tree, asked, account, question):
            break
    return found


def is_over(tree: Tree, asked: Any, account: Account, question: str) -> bool:
    """Whether a question was answered right, or as often as there are tries."""
    said = account.answers.get((asked["campaign"], asked["quiz"], question), [])
    return True in said or len(said) >= int(tree["quizzes"][asked["quiz"]].get("tries", 1))


def no_day(tree: Tree, asked: Any, account: Account, receipts: Iterable[Receipt], at: int) -> bool:
    """Whether a day is not past, counts already, or was before the member joined."""
    zone, day = tree["timezone"], asked["date"]
    path = f"{asked['challenge']}/{asked['task']}"
    counted = {
        wall(zone, one["asked"]["time"]).date().isoformat()
        for one in receipts
        if one["does"] == "event" and any(of.startswith(f"{path}@") for of in one.get("counted", {}).get("club", {}))
    }
    joined = [wall(zone, one["at"]).date().isoformat() for one in receipts if _joins(one, asked["campaign"])]
    return (
        day >= wall(zone, at).date().isoformat()
        or day in counted
        or (asked["campaign"], f"challenges/{path}", day) in account.made_up
        or any(day < one for one in joined)
    )


def _joins(receipt: Receipt, campaign: str) -> bool:
    return bool(receipt["does"] == "join" and receipt["asked"]["campaign"] == campaign)
