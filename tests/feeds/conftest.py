"""Hypothesis without deadlines: no test of ours asserts how long something takes."""

from hypothesis import settings

settings.register_profile("namewire", deadline=None)
settings.load_profile("namewire")
