"""`tessera new`: writes a campaign from a template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from chalicelib.domain.file import phrases
from chalicelib.domain.file.phrases.dated import day
from chalicelib.domain.file.phrases.meant_numbers import money as meant_money
from chalicelib.domain.lint import markets
from chalicelib.domain.lint.zones import right_zone, zone_of
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.words.values import DECIMALS
from cli import screen
from cli.campaign_file import load
from cli.currencies import currency_of
from cli.ending import Failed
from cli.folder import CAMPAIGN, SCENARIOS
from cli.moving import move_between, moved, renamed
from cli.pictures import copied
from cli.places import CAMPAIGNS, PATHS
from cli.places import folder as campaign_folder
from cli.template import Wish, filled

TEMPLATES = Path(__file__).parent.parent / "templates"
KINDS = {
    mechanic.name.replace(" ", "-"): mechanic.offers
    for mechanic in MECHANICS
    if (TEMPLATES / mechanic.name.replace(" ", "-")).exists()
}
"""The mechanics that have a template, each with what it offers to members."""

_MARKETS = {"CNY": "CN", "JPY": "JP"}
"""The market whose rules apply most often, by the currency."""


@click.command()
@click.argument("name", required=False)
@click.option("--mechanic", type=click.Choice([*KINDS]), help="What members do.")
@click.option("--title", help="What members read.")
@click.option("--opens", help="The first day, as 2026-06-01.")
@click.option("--closes", help="The last day; it belongs to the campaign.")
@click.option("--timezone", help="Whose clock counts.")
@click.option("--currency", help="The currency of its money: CNY, JPY …; else the timezone's.")
@click.option("--market", help="Whose legal rules apply: CN, JP, or none.")
@click.option(
    "--from", "model", type=PATHS, help="Copy the campaign of this folder instead, with all its dates moved to --opens."
)
@click.option("--into", type=PATHS, default=CAMPAIGNS, help="The folder of all campaigns.", show_default=True)
@click.option("--yes", is_flag=True, help="Ask nothing: take the defaults.")
def new(
    name: str | None,
    mechanic: str | None,
    title: str | None,
    opens: str | None,
    closes: str | None,
    timezone: str | None,
    currency: str | None,
    market: str | None,
    model: Path | None,
    into: Path,
    yes: bool,
) -> None:
    """Write a new campaign, with scenarios that hold, from a template. What no option says is asked.

    With --from it is a copy of another one, for example of last year's: its dates, those of its scenarios included,
    move with its first day. From one day of a month to the same day of another, they move by months.

    \b
    Example:
      ./tessera new
      ./tessera new summer-2027 --from campaigns/summer-2026 --opens 2027-06-01
      ./tessera new summer-box --mechanic blind-box --title "Summer box" --opens 2026-06-01 --closes 2026-06-30 --yes
    """
    if not _holds_all(into):
        here = next((f": add --into {one}" for one in (Path("."), Path("..")) if _holds_all(one)), "")
        raise click.UsageError(
            f"{into} holds no events.yaml and programme.yaml, which all campaigns need beside them{here}"
        )
    ask = _Asker(yes)
    name = ask("What is it called in files and addresses?", name, "my-campaign", phrases.name)
    folder = into / name
    if folder.exists():
        raise Failed(f"{folder} exists already: choose another name.")
    if model is not None:
        if others := [one for one in (mechanic, title, closes, timezone, currency, market) if one is not None]:
            raise click.UsageError(f"a copy keeps what it is a copy of: leave {others[0]} out, and change the file")
        _copy(
            campaign_folder(model, into), folder, ask("Which is its first day?", opens, _next_month().isoformat(), day)
        )
    else:
        wish = _wish(ask, name, mechanic, title, opens, closes, timezone, currency, market)
        folder.mkdir()
        for file in (CAMPAIGN, SCENARIOS):
            text = (TEMPLATES / wish[0] / file).read_text("utf-8")
            (folder / file).write_text(filled(text, wish[1]), "utf-8")
    screen.say(f"{folder}/{CAMPAIGN} and {folder}/{SCENARIOS} are written.", "bold")
    screen.say(f"Next: ./tessera lint {folder} and ./tessera test {folder}, then change them to what you want.")


def _wish(
    ask: _Asker,
    name: str,
    mechanic: str | None,
    title: str | None,
    opens: str | None,
    closes: str | None,
    timezone: str | None,
    currency: str | None,
    market: str | None,
) -> tuple[str, Wish]:
    """The template, and what to fill it with."""
    mechanic = ask(f"What do members do? ({_offered()})", mechanic, "challenge", _mechanic)
    title = ask("What do members call it?", title, name.replace("-", " ").capitalize(), phrases.text)
    first = ask("Which is its first day?", opens, _next_month().isoformat(), day)
    last = ask("Which is its last day?", closes, (day(first) + timedelta(days=29)).isoformat(), _day_from(first))
    zone = ask("In which timezone?", timezone, "Asia/Shanghai", _timezone)
    money = ask("In which currency?", currency, currency_of(zone), _currency)
    law = ask(
        f"Whose legal rules apply? ({', '.join(markets.KNOWN)}, or none)", market, _MARKETS.get(money, "none"), _market
    )
    return mechanic, Wish(name, title, None if law == "none" else law, zone, money, day(first), day(last))


def _copy(model: Path, folder: Path, first: str) -> None:
    """Write a campaign's files with another name, and all their dates moved to another first day."""
    written = load(model / CAMPAIGN)
    if written.value is None:
        screen.findings(written.findings)
        raise Failed(f"{model / CAMPAIGN} can't be copied: mend these errors first.")
    opens = written.value.opens
    before = date(opens.year, opens.month, opens.day) + timedelta(days=opens.end)
    move = move_between(before, day(first))
    folder.mkdir()
    for file in sorted(model.glob("*.yaml")):
        text = moved(file.read_text("utf-8"), move)
        (folder / file.name).write_text(renamed(text, folder.name) if file.name == CAMPAIGN else text, "utf-8")
    copied(model, folder)
    screen.say(f"All dates are moved as the first day is, from {before} to {first}.")
    if f"{before:%A}" != f"{day(first):%A}":
        screen.say(
            f"The first day was a {before:%A} and is a {day(first):%A}: look at what goes by weekdays.", "yellow"
        )


def _holds_all(folder: Path) -> bool:
    """Whether a folder has what all campaigns share."""
    return (folder / "events.yaml").exists() and (folder / "programme.yaml").exists()


class _Asker:
    """Takes what an option says, the default where nothing shall be asked, or asks until the answer will do."""

    def __init__(self, yes: bool) -> None:
        self._yes = yes

    def __call__(self, question: str, given: str | None, default: str, check: Callable[[str], object]) -> str:
        answer = given if given is not None else default if self._yes else None
        while True:
            said = answer if answer is not None else click.prompt(question, default=default).strip()
            try:
                check(said)
            except ValueError as wrong:
                if answer is not None:
                    raise click.UsageError(str(wrong)) from None
                screen.say(str(wrong), "red")
                continue
            return str(said)


def _offered() -> str:
    return "; ".join(f"{name}: {what}" for name, what in KINDS.items())


def _mechanic(text: str) -> None:
    if text not in KINDS:
        raise ValueError(f'"{text}" is none of {", ".join(KINDS)}')


def _day_from(first: str) -> Callable[[str], object]:
    def check(text: str) -> None:
        if day(text) < day(first):
            raise ValueError(f"{text} is before the first day, {first}")

    return check


def _timezone(text: str) -> None:
    if zone_of(text) is None:
        raise ValueError(f'there is no timezone "{text}"; {right_zone(text)}')


def _currency(text: str) -> None:
    if text not in DECIMALS:
        meant = meant_money(f"1 {text}").spellings
        right = f"; write {meant[0].split()[1]}" if meant and meant[0].split()[1] in DECIMALS else ""
        raise ValueError(f'"{text}" is none of {", ".join(sorted(DECIMALS))}{right}')


def _market(text: str) -> None:
    if text not in (*markets.KNOWN, "none"):
        right = markets.advice(text)
        raise ValueError(f'there is no market "{text}"; {right}{"" if right.endswith("?") else ", or none"}')


def _next_month() -> date:
    today = datetime.now(UTC).date()
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
