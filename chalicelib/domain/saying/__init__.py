"""Says a definition in sentences of a language: the parts of the published rules that mechanics share.

Every figure and every name in a sentence comes from the definition that is played; the words come from a catalogue, one
file a language in `catalogues`. Mechanics say what only they have (`says` of their record).
"""
