"""How old a weight may be."""

from __future__ import annotations

from baclofen_cds.knowledge.schema_policy import Policy

__all__ = ["longest_fresh_weight"]


def longest_fresh_weight(age_months: int, policy: Policy) -> int:
    """Return how many days old a weight may be at this age.

    Examples
    --------
    >>> from baclofen_cds.knowledge.loader import current_policy
    >>> int(longest_fresh_weight(18, current_policy()))
    30
    """
    fresh = policy.freshness
    if age_months < 24:
        return fresh.weight_below_2.value
    if age_months < 144:
        return fresh.weight_from_2.value
    if age_months < policy.plausibility.adult_from:
        return fresh.weight_from_12.value
    return fresh.weight_adult.value
