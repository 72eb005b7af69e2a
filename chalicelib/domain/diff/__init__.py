"""The differences of a campaign's versions, and whom each change favours: the judges of what blocks have in common.

A promise that members act on may be bettered, and never worsened behind their backs. So a change is favourable only
where it takes nothing from anybody; whatever takes something, and whatever can't be told not to, is adverse.
Source: China, rules on prize promotions: changed after publication only in the consumer's favour.
"""
