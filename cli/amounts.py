"""How many there are of something, in words."""


def amount(n: int, noun: str) -> str:
    """`1 member`, `0 members`, `1,200 members`. noun: of one, and regular."""
    return f"{n:,} {several(n, noun)}"


def several(n: float, noun: str) -> str:
    """The noun in the number that goes with n."""
    return noun if n == 1 else f"{noun}s"


def do(n: float, verb: str) -> str:
    """The verb in the number that goes with n: `1` holds, `2` hold."""
    return f"{verb}s" if n == 1 else verb
