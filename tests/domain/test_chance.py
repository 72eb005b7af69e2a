import hashlib
import hmac
from fractions import Fraction

import pytest

from chalicelib.domain.chance.drawing import Table, commitment, draw, pick, secret_seed
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.words.values import Ramp

SEED = bytes(range(32))
MASTER = b"the master of these draws, a secret"
BOX = Table(("hidden", "rose", "lily"), (1, 9, 90), 100)
HARD = Guarantee(of=("hidden",), within=7)
SOFT = Guarantee(of=("hidden", "rose"), within=6, ramp=Ramp(3, Fraction(1, 10)), featured="rose")


def text(*parts: object) -> bytes:
    encoded = [str(part).encode("utf-8") for part in parts]
    return b"".join(bytes([0, 0, len(part) >> 8, len(part) & 255]) + part for part in encoded)


def recomputed_ticket(seed: bytes, member: str, n: int, stage: int, total: int) -> int:
    """What anyone may write from the published formula, with nothing of ours."""
    block = 0
    while True:
        x = int(hmac.new(seed, text(member, n, stage, block), hashlib.sha256).hexdigest(), 16)
        if x < 2**256 - 2**256 % total:
            return x % total
        block += 1


def recomputed(weights: dict[str, int], ticket: int) -> str:
    running = 0
    for row, weight in weights.items():
        running += weight
        if running > ticket:
            return row
    raise AssertionError


def test_the_seed_and_its_commitment_follow_the_published_formula() -> None:
    seed = secret_seed(MASTER, "care-box", "blind_boxes/care", 3)
    message = b"\x00\x00\x00\x08care-box" + b"\x00\x00\x00\x10blind_boxes/care" + b"\x00\x00\x00\x013"
    assert seed == hmac.new(MASTER, message, hashlib.sha256).digest()
    assert commitment(seed) == hashlib.sha256(seed).hexdigest()


def test_no_seed_derives_from_a_master_that_could_be_guessed() -> None:
    for short in (b"", bytes(31)):
        with pytest.raises(ValueError, match=f"has {len(short)} bytes"):
            secret_seed(short, "care", "blind_boxes/care", 1)


@pytest.mark.parametrize(
    ("campaign", "of", "epoch"),
    [
        pytest.param("care", "blind_boxes/care", 2, id="epoch"),
        pytest.param("care2", "blind_boxes/care", 1, id="campaign"),
        pytest.param("care", "collections/care", 1, id="kind of block"),
        pytest.param("careblind", "_boxes/care", 1, id="the same letters, parted elsewhere"),
    ],
)
def test_no_two_blocks_share_a_seed(campaign: str, of: str, epoch: int) -> None:
    assert secret_seed(MASTER, campaign, of, epoch) != secret_seed(MASTER, "care", "blind_boxes/care", 1)


def test_draws_without_guarantee_are_recomputed_from_the_formula_alone() -> None:
    weights = dict(zip(BOX.rows, BOX.weights, strict=True))
    for member in ("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "会员-7"):
        drawn = [draw(SEED, member, n, BOX, (), ())[0] for n in range(1, 301)]
        assert drawn == [recomputed(weights, recomputed_ticket(SEED, member, n, 0, 100)) for n in range(1, 301)]
        assert set(drawn) == set(BOX.rows)


def test_draws_with_hard_and_soft_guarantee_are_recomputed_from_the_formula_alone() -> None:
    memory: tuple[int, ...] = ()
    since, owed = 0, False
    stages: set[int | str] = set()
    for n in range(1, 301):
        drawn, memory = draw(SEED, "mei", n, BOX, (SOFT,), memory)

        row = recomputed({"hidden": 1, "rose": 9, "lily": 90}, recomputed_ticket(SEED, "mei", n, 0, 100))
        if row == "lily" and since + 1 >= 6:
            stages.add(1)
            row = recomputed({"hidden": 1, "rose": 9}, recomputed_ticket(SEED, "mei", n, 1, 10))
        elif row == "lily" and since + 1 >= 3:
            lift = Fraction(since - 1, 10) / Fraction(9, 10)  # (p' - p) / (1 - p), where p is 1/10
            stages.add(2)
            if recomputed_ticket(SEED, "mei", n, 2, lift.denominator) < lift.numerator:
                stages.add(3)
                row = recomputed({"hidden": 1, "rose": 9}, recomputed_ticket(SEED, "mei", n, 3, 10))
        if row != "lily" and owed:
            stages.add("featured")
            row = "rose"
        since = 0 if row != "lily" else since + 1
        owed = row == "hidden" or (owed and row == "lily")

        assert (drawn, memory) == (row, (since, int(owed)))
    assert stages == {1, 2, 3, "featured"}, "the sequence shows every stage"


def test_an_x_that_would_favour_a_row_is_rejected_for_the_next_block() -> None:
    half = 2**255
    table = Table(("low", "high"), (half // 2, half // 2 + 1), half + 1)  # nearly every second x is rejected
    weights = dict(zip(table.rows, table.weights, strict=True))
    rejected = 0
    for n in range(1, 51):
        assert pick(SEED, "mei", n, 0, table) == recomputed(weights, recomputed_ticket(SEED, "mei", n, 0, table.total))
        first = int.from_bytes(hmac.digest(SEED, text("mei", n, 0, 0), "sha256"), "big")
        rejected += first > half
    assert rejected > 10


def test_draws_depend_on_member_number_and_stage() -> None:
    fine = Table(tuple(str(i) for i in range(1000)), (1,) * 1000, 1000)
    drawn = {
        pick(SEED, "mei", 1, 0, fine),
        pick(SEED, "bo", 1, 0, fine),
        pick(SEED, "mei", 2, 0, fine),
        pick(SEED, "mei", 1, 1, fine),
        pick(SEED[::-1], "mei", 1, 0, fine),
    }
    assert len(drawn) == 5
    assert pick(SEED, "mei", 12, 0, fine) != pick(SEED, "mei1", 2, 0, fine), "parts don't run into each other"


def test_a_draw_is_the_same_however_often_it_is_made() -> None:
    assert draw(SEED, "mei", 9, BOX, (SOFT, HARD), (2, 1, 3, 0)) == draw(
        SEED, "mei", 9, BOX, [SOFT, HARD], [2, 1, 3, 0]
    )


def test_a_scenario_lands_on_a_row_before_guarantees() -> None:
    memory: tuple[int, ...] = ()
    rows = []
    for n in range(1, 9):
        row, memory = draw(SEED, "mei", n, BOX, (HARD,), memory, lands="lily")
        rows.append(row)
    assert rows == ["lily"] * 6 + ["hidden", "lily"]
    assert memory == (1, 0)


def test_a_scenario_can_not_land_beside_the_odds() -> None:
    with pytest.raises(ValueError, match="no row tulip"):
        draw(SEED, "mei", 1, BOX, (), (), lands="tulip")


def test_a_table_whose_weights_fall_short_is_an_error_not_a_prize() -> None:
    with pytest.raises(ValueError, match="don't add up"):
        pick(SEED, "mei", 1, 0, Table(("a",), (0,), 1))
