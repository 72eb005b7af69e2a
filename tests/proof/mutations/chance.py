"""Mistakes with chance: draws that nobody could verify, guarantees that don't hold, odds that are not the real ones."""

from tests.proof.mutations.mutation import Mutation

CHANCE = "chalicelib/domain/chance/drawing.py"
GUARANTEES = "chalicelib/domain/chance/guarantees.py"
REWARDS = "chalicelib/domain/play/rewards.py"

OF_BOXES = "tests/domain/test_blind_box.py"
OF_CHANCE = "tests/domain/test_chance.py"
OF_GUARANTEES = "tests/domain/test_guarantees.py"
OF_SHIPPED = "tests/proof/test_chance_of_shipped_boxes.py"

MUTATIONS = (
    Mutation(
        "some-rows-favoured",
        CHANCE,
        "unfair_from = SPAN - SPAN % total",
        "unfair_from = SPAN",
        "the first rows would come a trifle more often than published",
        OF_CHANCE,
    ),
    Mutation(
        "one-x-for-two-purposes",
        CHANCE,
        "seed, member, n, 2, force.lift",
        "seed, member, n, 0, force.lift",
        "the ramp would hit by the same chance that missed",
        OF_CHANCE,
    ),
    Mutation(
        "rare-rows-never-come",
        CHANCE,
        "if ticket < weight:",
        "if ticket <= weight:",
        "each row would have one ticket more than it was given",
        "tests/domain/test_chance.py tests/proof/test_chance_of_shipped_boxes.py",
    ),
    Mutation(
        "everybody-draws-the-same",
        CHANCE,
        "_message(member, str(n),",
        '_message("", str(n),',
        "one member's draws would tell another's",
        OF_CHANCE,
    ),
    Mutation(
        "boxes-share-a-seed",
        CHANCE,
        "_message(campaign, of, str(epoch))",
        "_message(campaign, str(epoch))",
        "a box that is closed would reveal the seed of another",
        OF_CHANCE,
    ),
    Mutation(
        "names-run-together",
        CHANCE,
        'len(part).to_bytes(4, "big") + part for',
        "part for",
        "member 1 at draw 23 would be member 12 at draw 3",
        OF_CHANCE,
    ),
    Mutation(
        "ten-draws-of-one-number",
        REWARDS,
        "drawn_before + 1 + i",
        "drawn_before + 1",
        "ten draws would be one draw ten times",
        "tests/domain/test_blind_box.py tests/proof/test_chance_of_shipped_boxes.py",
    ),
    Mutation(
        "counter-counts-ten-as-one",
        REWARDS,
        "[drawn_before + n, *after]",
        "[drawn_before + 1, *after]",
        "the next draws would repeat those of the ten",
        OF_BOXES,
    ),
    Mutation(
        "guarantee-a-draw-late",
        GUARANTEES,
        "since + 1 >= guarantee.within",
        "since >= guarantee.within",
        "what is promised for the 144th draw would come with the 145th",
        OF_SHIPPED,
    ),
    Mutation(
        "guarantee-a-draw-early",
        GUARANTEES,
        "since + 1 >= guarantee.within",
        "since + 2 >= guarantee.within",
        "the rare prize would be more frequent than the page of odds says",
        OF_SHIPPED,
    ),
    Mutation(
        "ramp-starts-late",
        GUARANTEES,
        "since + 1 < ramp.start",
        "since < ramp.start",
        "the chance would rise a draw later than published",
        "tests/domain/test_guarantees.py tests/proof/test_chance_of_shipped_boxes.py",
    ),
    Mutation(
        "ramp-a-step-short",
        GUARANTEES,
        "since + 2 - ramp.start",
        "since + 1 - ramp.start",
        "the first draw of the ramp would not be raised",
        OF_GUARANTEES,
    ),
    Mutation(
        "lift-of-what-is-left",
        GUARANTEES,
        "(wanted - held) / (1 - held)",
        "wanted - held",
        "a raised chance would stay below what is published",
        OF_GUARANTEES,
    ),
    Mutation(
        "featured-owed-for-ever",
        GUARANTEES,
        "row != guarantee.featured",
        "row in guarantee.of",
        "after the featured prize the next hit would be it again",
        OF_GUARANTEES,
    ),
    Mutation(
        "last-listed-featured-wins",
        GUARANTEES,
        "dict.fromkeys(guarantee.of, guarantee.featured) | becomes",
        "becomes | dict.fromkeys(guarantee.of, guarantee.featured)",
        "the first listed guarantee would not win",
        OF_GUARANTEES,
    ),
    Mutation(
        "hits-of-others-forgotten",
        GUARANTEES,
        "then += (since + 1, owed)",
        "then += (0, owed)",
        "a guarantee would never come due",
        OF_SHIPPED,
    ),
    Mutation(
        "long-run-loses-a-state",
        "chalicelib/domain/chance/longrun.py",
        "return guarantee.within - 1",
        "return guarantee.within - 2",
        "the long-run chance beside the published one would be wrong",
        OF_SHIPPED,
    ),
    Mutation(
        "odds-below-everything",
        "chalicelib/domain/chance/odds.py",
        "if not resting and given != 1:",
        "if not resting and given > 1:",
        "a box of 99% would be published",
        "tests/domain/test_odds.py",
    ),
    Mutation(
        "long-run-without-guarantees",
        "chalicelib/domain/views/odds.py",
        "_long_run(table, block.guarantees)",
        "_long_run(table, ())",
        "the page would not tell the real chances",
        OF_SHIPPED,
    ),
    Mutation(
        "gone-prizes-still-in-force",
        "chalicelib/domain/views/odds.py",
        'left.get(f"prizes/{name}", 1) > 0',
        'left.get(f"prizes/{name}", 1) >= 0',
        "the page would promise what is gone",
        "tests/domain/test_views.py",
    ),
)
