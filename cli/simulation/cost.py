"""Says in sentences what a summary tells of the cost: against the budget, at worst, and where it is too low."""

from cli.simulation.bands import ENOUGH
from cli.simulation.cells import money
from cli.simulation.choices import MOST_FREE, MOST_PAID
from cli.simulation.summary import Summary
from cli.simulation.text import what_it_tells


def can_tell(summary: Summary) -> bool:
    """Whether anything can be said on the budget: with enough runs, or where the worst case fits in."""
    return summary.enough or summary.over_budget or _fits_at_worst(summary)


def on_budget(summary: Summary) -> str:
    """The budget check, in a sentence; nothing where the file has no budget."""
    if summary.budget is None:
        return ""
    cost, budget = money(summary.cost.high, summary.currency), money(summary.budget.minor, summary.currency)
    dearest = money(summary.dearest, summary.currency)
    runs = f"{summary.over} of {summary.runs} runs" if summary.runs > 1 else "the only run"
    if summary.over_budget and not summary.enough:
        return f"Over budget: in {runs} the prizes cost more than the budget of {budget}, and {dearest} at most."
    if summary.over_budget:
        return (
            f"Over budget: in {runs} the prizes cost more than the budget of {budget}; in one of {ENOUGH} they cost "
            f"{cost} or more, and {dearest} at most."
        )
    if _fits_at_worst(summary):
        return f"Within budget, whatever happens: all limited prizes together are worth no more than {budget}."
    if not summary.enough:
        return (
            f"The budget of {budget} can't be judged: {what_it_tells(summary.runs)} "
            f"The dearest of what was played cost {dearest}."
        )
    return (
        f"Within budget: {summary.within} of {summary.runs} runs cost at most {cost}, the dearest {dearest}; "
        f"the budget is {budget}."
    )


def worst_case(summary: Summary) -> str:
    """The worst case: every unit of every limited prize. Nothing where no prize has a value."""
    valued = [prize for prize in summary.prizes if prize.value]
    if not valued:
        return ""
    rest = f"nothing limits {', '.join(summary.unlimited)}" if summary.unlimited else ""
    if all(prize.most is None for prize in valued):
        return f"The worst case has no bound: {rest}."
    worst = money(summary.worst, summary.currency)
    said = f"The worst case: if every unit of every limited prize is handed out, they cost {worst}"
    return f"{said}; {rest}, and what they cost comes on top." if rest else f"{said}."


def without_value(summary: Summary) -> str:
    """The coupons and gifts that cost nothing here, because the file says no value; nothing where there are none."""
    names = ", ".join(prize.title for prize in summary.prizes if prize.thing and prize.value is None)
    return f"No value is stated, and so no cost is counted, for {names}." if names else ""


def notes(summary: Summary) -> list[str]:
    """The sentences that belong to the cost whatever the budget is."""
    return [one for one in (worst_case(summary), without_value(summary), cut_short(summary)) if one]


def cut_short(summary: Summary) -> str:
    """The choices that were ended although members wanted more: costs are too low. Nothing where none was."""
    if not summary.cut:
        return ""
    titles = {deed.name: deed.title for deed in summary.deeds}
    told = ", ".join(f"{titles.get(name, name)} in {visits:,} visits" for name, visits in summary.cut.items())
    return (
        f"Ended before members had enough: {told}. What takes nothing is done {MOST_FREE} times in one visit at most, "
        f"what the wallet pays for {MOST_PAID:,} times: whoever goes on costs more than is shown. "
        "A limit in the file ends it for everybody."
    )


def _fits_at_worst(summary: Summary) -> bool:
    return summary.budget is not None and not summary.unlimited and summary.worst <= summary.budget.minor
