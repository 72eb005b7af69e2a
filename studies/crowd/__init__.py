"""The crowd at ten o'clock: the shipped sharding and retry code on a modelled DynamoDB, in simulated time.

python -m studies.crowd                 all curves, one to two minutes on two cores
python -m studies.crowd --quick         a few small cells, some seconds
python -m studies.crowd --write-docs    all curves, and their tables into docs/crowd.md
"""
