"""Body weights that creatinine clearance is computed with, each by its published formula."""

from __future__ import annotations

__all__ = ["adjusted_weight", "devine_weight"]


def devine_weight(height_cm: float, *, female: bool) -> float:
    """Return the ideal weight after Devine in kg: 50 (45.5) + 2.3 per inch over 60.

    Examples
    --------
    >>> round(devine_weight(180, female=False), 4)
    74.9921
    """
    return (45.5 if female else 50.0) + 2.3 * (height_cm / 2.54 - 60)


def adjusted_weight(actual_kg: float, ideal_kg: float) -> float:
    """Return the adjusted weight in kg: ideal plus 0.4 of the excess.

    Examples
    --------
    >>> round(adjusted_weight(150, devine_weight(180, female=False)), 4)
    104.9953
    """
    return ideal_kg + 0.4 * (actual_kg - ideal_kg)
