"""The lint's shared rules: what two places of a campaign file together get wrong, which no single phrase could tell.

One module a subject, each with its RULES; a rule is a small function that yields findings. Errors refuse the file,
warnings are what managers get wrong most, notes say what was not looked at. The rules ask blocks for what they have;
what only one mechanic has, its own rules judge (`mechanics.whole_lint` brings all of them together).
"""
