"""What a record is read by: the day it is read for, and the policy that speaks."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from baclofen_cds.knowledge.schema.policy import Policy

__all__ = ["Reading"]


@frozen
class Reading:
    """The day a record is read for, and the policy it is read by."""

    as_of: dt.date
    policy: Policy

    def is_within(self, days: int, day: dt.date) -> bool:
        """Whether a day is at most so many days before the one that is read for."""
        return (self.as_of - day).days <= days
