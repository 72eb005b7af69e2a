"""`tessera simulate`: a crowd plays on the domain's own rules, the same again from the same seed."""

import dataclasses
import json
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from chalicelib.domain.record.outcome import StockKey, Take
from cli import folder
from cli.commands.simulate import simulate
from cli.simulation import page, plots, population, recording
from cli.simulation.crowd import Crowd
from cli.simulation.game import Game, game
from cli.simulation.population import BadPopulation, Habit, Population
from cli.simulation.recording import BadRecording
from cli.simulation.runs import play
from cli.simulation.share import HALVES, Share
from cli.simulation.summarise import summarise
from cli.simulation.summary import Summary
from cli.simulation.tally import Tally

CAMPAIGNS = Path("campaigns")
SHIPPED = sorted(path.parent.name for path in CAMPAIGNS.glob("*/campaign.yaml"))
KIDS = CAMPAIGNS / "kids-atelier"
GUIDE = Path("docs/simulate.md")


def made(name: str, members: int, days: int | None = None, seed: int = 1) -> Game:
    """A game of a shipped campaign with its own population."""
    campaign, tree, programme = folder.read(CAMPAIGNS / name)
    crowd = replace(population.beside(CAMPAIGNS / name, programme), members=members, unsure=None)
    return game(campaign, tree, programme, crowd, days, seed)


def thirsty() -> Game:
    """A few days of a tea shop, whose members all order so much that they can draw."""
    of = made("tea-shop", 40, 4)
    orders = {"order.paid": Habit(often=Fraction(1), values={"amount": ("1200.00 CNY",)})}
    return dataclasses.replace(of, population=replace(of.population, does=orders))


def played(of: Game, run: int = 1) -> Tally:
    """A run in one process."""
    halves = [Crowd(of, run, half) for half in range(HALVES)]
    taken: Counter[StockKey] = Counter()
    for day in range(len(of.days)):
        taken += sum((half.day(day, taken) for half in halves), Counter())
    return sum((half.end() for half in halves), Tally())


def counted(tally: Tally) -> Tally:
    """A tally without what differs from run to run: the time that it took."""
    tally.cpu = 0.0
    return tally


@pytest.fixture(scope="module")
def tally() -> Tally:
    """A whole campaign, of which some members see the end."""
    return played(made("kids-atelier", 900))


@pytest.fixture(scope="module", params=SHIPPED)
def summary(request: pytest.FixtureRequest) -> Summary:
    """Two short runs of each shipped campaign."""
    of = made(request.param, 40, 45)
    return summarise(of, [played(of, run) for run in (1, 2)])


class TestRun:
    def test_plays_every_member_and_says_who_got_anything(self, tally: Tally) -> None:
        assert tally.came == 900
        assert 0 < tally.active <= 900

    def test_gives_no_more_than_there_is(self, tally: Tally) -> None:
        quota = {"prizes/bike": 5, "prizes/outfit": 150}
        assert all(n <= quota[key.stock] for key, n in tally.takes.items())

    def test_counts_the_cost_of_what_was_handed_out(self) -> None:
        tea = played(thirsty())
        values = {"postcard": 900, "umbrella": 9900, "flask": 16800}
        assert max(tea.draws) >= 10
        assert tea.cost.total() == sum(n * values.get(name, 0) for name, n in tea.prizes.items())

    def test_draws_what_the_sets_gave(self, tally: Tally) -> None:
        sets, drawn = tally.done["compose outfit"], sum(n * members for n, members in tally.draws.items())
        assert sets == sum(tally.sets.values()) == tally.times["compose outfit"]
        assert 0 < drawn <= 3 * sets
        assert max(tally.draws) == 3

    def test_a_set_needs_every_mission(self, tally: Tally) -> None:
        assert tally.done["missions"] == tally.done["compose outfit"]
        assert all(tally.done[f"missions/{one}"] >= tally.done["missions"] for one in ("join", "visit", "cart"))

    def test_the_points_are_those_of_the_missions(self, tally: Tally) -> None:
        milestones, rest = divmod(tally.earned.total() - 100 * tally.done["missions"], 20)
        assert (rest, tally.spent.total()) == (0, 0)
        assert tally.done["missions"] <= milestones <= tally.active

    def test_the_same_seed_gives_the_same_and_another_another(self) -> None:
        first, again, other = (counted(played(made("kids-atelier", 120, 8, seed))) for seed in (5, 5, 6))
        assert first == again
        assert first != other

    def test_two_processes_play_as_one(self) -> None:
        of = made("kids-atelier", 60, 4)
        days: list[None] = []
        runs = [counted(run) for run in play(of, 2, lambda: days.append(None))]
        assert runs == [counted(played(of, run)) for run in (1, 2)]
        assert len(days) == 2 * 4


class TestScarceStock:
    KEY = StockKey("fair", "prizes/bike")

    def test_halves_share_what_was_left_in_the_morning(self) -> None:
        assert sorted(Share(half, 0, {self.KEY: 2}).units(self.take(7)) for half in range(HALVES)) == [2, 3]

    def test_the_halves_take_turns_at_having_the_last_unit(self) -> None:
        has = [Share(half, day, {}).units(self.take(1)) for day in range(2) for half in range(HALVES)]
        assert has == [0, 1, 1, 0]

    def test_a_half_that_ran_out_has_its_share_of_the_rest_on_the_next_day(self) -> None:
        crowd, cards = Crowd(thirsty(), 1, 0), StockKey("tea-shop", "prizes/postcard")
        assert [crowd.day(day, {cards: taken})[cards] for day, taken in ((0, 1996), (1, 1997), (2, 1999))] == [2, 2, 0]

    @staticmethod
    def take(quota: int) -> Take:
        return Take(TestScarceStock.KEY, 1, quota, 1)


class TestShippedCampaigns:
    def test_has_a_population_of_its_own(self, summary: Summary) -> None:
        assert (CAMPAIGNS / summary.campaign / population.FILE).exists()

    def test_somebody_does_something(self, summary: Summary) -> None:
        assert summary.active.middle > 0
        assert any(deed.members.middle for deed in summary.deeds)

    def test_percentiles_stand_in_their_order(self, summary: Summary) -> None:
        bands = [summary.members, summary.cost, summary.points, *(deed.times for deed in summary.deeds)]
        assert all(band.low <= band.middle <= band.high for band in bands)

    def test_has_plots(self, summary: Summary) -> None:
        drawn = {name for name, _ in plots.figures(summary)}
        assert {"deeds", "visits"} <= drawn
        assert ("points" in drawn) == (summary.earned.high > 0)
        assert ("stocks" in drawn) == any(stock.left for stock in summary.stocks)


class TestPage:
    def test_needs_nothing_from_elsewhere(self) -> None:
        of = made("kids-atelier", 60, 20)
        summary = summarise(of, [played(of)])
        made_page = page.page(summary, "Kids' <atelier>", 1)
        assert "Kids&#x27; &lt;atelier&gt;" in made_page
        assert made_page.count("<img") == len(list(plots.figures(summary)))
        assert not re.search(r"""(src|href)=["'](?!data:)|url\(|@import|<script|<link""", made_page)


class TestBudget:
    @pytest.mark.parametrize(
        ("budget", "code", "says"),
        [("10000000.00 CNY", 0, "can't be judged"), ("1.00 CNY", 1, "Over budget: in the only run")],
        ids=["enough", "too little"],
    )
    def test_one_run_ends_with_1_where_it_costs_more(self, tmp_path: Path, budget: str, code: int, says: str) -> None:
        result = _simulate(_copy(tmp_path, budget), "--members", "60", "--days", "20", "--runs", "1")
        assert (result.exit_code, says in result.output) == (code, True), result.output


class TestCommand:
    def test_says_what_was_played_and_writes_what_is_asked(self, tmp_path: Path) -> None:
        where = ("--png", str(tmp_path / "png"), "--html", str(tmp_path / "page.html"))
        result = _simulate(KIDS, "--members", "50", "--days", "12", "--runs", "2", *where)
        assert result.exit_code == 0, result.output
        assert "2 runs" in result.output
        assert "over 12 days, played in full from seed 1" in result.output
        assert (tmp_path / "png" / "deeds.png").stat().st_size > 5000
        assert "<img" in (tmp_path / "page.html").read_text(encoding="utf-8")

    def test_plays_recorded_events(self, tmp_path: Path) -> None:
        lines = [_event(member, day) for day in range(1, 11) for member in ("ann", "bo", "cy")]
        file = tmp_path / "events.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        result = _simulate(KIDS, "--events", str(file), "--runs", "1", "--population", str(_adults(tmp_path)))
        assert result.exit_code == 0, result.output
        assert "One run of 3 members" in result.output
        assert re.search(r"Six missions: Watch a live show +3 +3 +3 +100.0% +3\n", result.output)

    def test_a_broken_campaign_is_not_played(self, tmp_path: Path) -> None:
        result = _simulate(_copy(tmp_path, "5000.00 USD"))
        assert result.exit_code == 1
        assert "mixed" in result.output or "currency" in result.output


class TestPopulationFile:
    @pytest.mark.parametrize(
        ("written", "says"),
        [
            ("members: 0", ":1: error: members: "),
            ("arrivals: [0, 0]", "somebody has to come"),
            ("members: 5\nkinds: {keen: {share: 60%, comes: 50%}}", ":2: error: kinds: the chances add up to 60%"),
            ("tiers: {platinum: rest}", 'no tier "platinum"'),
            ("ages: {old: rest}", '"old" is no age'),
            ("does: {order.payed: {often: 10%}}", 'no event "order.payed"'),
            ("does: {order.paid: {values: {price: 1}}}", 'the event has no field "price"'),
            ("does: {order.paid: {values: {amount: 10 euros}}}", "does.order.paid.values.amount"),
            ("speed: 3", '"speed" is not known here'),
            ("members: 1\nmembers: 2", "stands in line 1 already"),
        ],
    )
    def test_says_what_is_wrong_and_where(self, tmp_path: Path, written: str, says: str) -> None:
        file = tmp_path / population.FILE
        file.write_text(written, encoding="utf-8")
        _, _, programme = folder.read(KIDS)
        with pytest.raises(BadPopulation) as bad:
            population.load(file, programme)
        assert says in str(bad.value)

    def test_the_guides_example_reads(self, tmp_path: Path) -> None:
        (example,) = re.findall(
            r"```yaml\n(# yaml-language-server.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL
        )
        file = tmp_path / population.FILE
        file.write_text(example, encoding="utf-8")
        _, _, programme = folder.read(KIDS)
        read = population.load(file, programme)
        assert all(getattr(read, key) != getattr(Population(), key) for key in ("members", "kinds", "does", "tiers"))

    def test_a_campaign_without_one_has_the_usual_crowd(self, tmp_path: Path) -> None:
        _, _, programme = folder.read(KIDS)
        assert population.beside(tmp_path, programme) == Population()


class TestRecording:
    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ("nonsense", ":2: this is no event"),
            ('{"id": "1", "source": "s", "type": "shop.visited", "subject": "m"}', ":2: this is no event"),
            (
                '{"id": "1", "source": "s", "type": "shop.visited", "subject": "m", "time": "2026-06-01T10:00:00"}',
                ":2: the time has no offset",
            ),
        ],
        ids=["no JSON", "no time", "no offset"],
    )
    def test_names_the_line_that_is_no_event(self, tmp_path: Path, line: str, says: str) -> None:
        file = tmp_path / "events.jsonl"
        file.write_text(f"{_event('ann', 1)}\n{line}\n", encoding="utf-8")
        with pytest.raises(BadRecording, match=re.escape(says)):
            recording.load(file)


def _simulate(path: Path, *options: str) -> Result:
    return CliRunner().invoke(simulate, [str(path), *options])


def _copy(tmp_path: Path, budget: str) -> Path:
    """A copy of the campaigns, in which one has a budget."""
    copytree(CAMPAIGNS, tmp_path / "campaigns")
    file = tmp_path / "campaigns" / KIDS.name / "campaign.yaml"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("budget:")]
    file.write_text("\n".join([*lines, f"budget: {budget}", ""]), encoding="utf-8")
    return file.parent


def _adults(tmp_path: Path) -> Path:
    file = tmp_path / "adults.yaml"
    file.write_text("ages: {30: rest}\n", encoding="utf-8")
    return file


def _event(member: str, day: int) -> str:
    return json.dumps(
        {
            "id": f"{member}-{day}",
            "source": "shop-7",
            "type": "live.watched",
            "subject": member,
            "time": f"2026-06-{day:02}T20:00:00+08:00",
            "data": {"minutes": 5 + day},
        }
    )
