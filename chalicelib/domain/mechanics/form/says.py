"""Says forms in sentences: what is asked, how it may be answered, and the labels that answers give."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import Placed
from chalicelib.domain.mechanics.form.block import Form, FormAsk
from chalicelib.domain.saying.own import Own, OwnOf
from chalicelib.domain.saying.speaker import Speaker


def _form(speaker: Speaker, placed: Placed) -> Iterator[str]:
    yield speaker.say("form")


def _ask(speaker: Speaker, placed: Placed) -> Iterator[str]:
    ask: FormAsk = placed.block
    options = {name: speaker.language.quoted(text, name) for name, text in ask.options.items()}
    if options:
        least, most = ask.number.least, ask.number.most
        key = "form.choose" if least == most else "form.choose.between"
        yield speaker.say(key, n=most, least=least, options=speaker.language.listed(options.values(), "or"))
    if ask.longest:
        yield speaker.say("form.text", n=ask.longest)
    yield speaker.say("form.needed" if ask.needed else "form.may_be_left_out")
    if ask.tags:
        pairs = [
            speaker.say("form.tag", option=options.get(option, option), tag=speaker.names.tag(tag))
            for option, tag in ask.tags.items()
        ]
        yield speaker.say("form.tags", tags=speaker.language.listed(pairs))


SAYS: OwnOf = {
    Form: Own(_form, frozenset({"asks"})),
    FormAsk: Own(_ask, frozenset({"options", "choose", "longest", "needed", "tags"})),
}
