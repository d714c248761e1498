"""A window at the door is printed with its numbers, which are the policy's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import people
import pytest

import baclofen_cds as bc

U = bc.ureg
US = bc.get_profile("us-spasticity")
NOW = bc.Regimen.even(each=10 * U.mg, times_per_day=3)

REFUSED: dict[str, tuple[Callable[[], Any], str, str]] = {
    "age": (lambda: people.adult(age=121 * U.year), "age", "up to 120 years"),
    "weight": (lambda: people.adult(weight=6200 * U.kg), "weight", "0.5 to 350 kg"),
    "height": (lambda: people.adult(height=1.7 * U.cm), "height", "20 to 280 cm"),
    "creatinine": (
        lambda: people.adult(serum_creatinine=people.mg_dl(131)),
        "serum_creatinine",
        "9 to 2210 µmol/L",
    ),
    "an earlier creatinine": (
        lambda: people.adult(earlier_creatinine=[(people.umol(1.4), people.RECENT)]),
        "earlier_creatinine[0]",
        "9 to 2210 µmol/L",
    ),
    "an unusual creatinine": (
        lambda: people.adult(serum_creatinine=people.umol(15)),
        "serum_creatinine",
        "20 to 795.6 µmol/L in an adult without dialysis",
    ),
    "cystatin C": (
        lambda: people.adult(cystatin_c=120 * U.mg / U.L),
        "cystatin_c",
        "0.1 to 15 mg/L",
    ),
    "a rate": (lambda: people.recorded(4100), "value", "up to 300 mL/min"),
    "a dose": (lambda: bc.Regimen([300 * U.mg]), "doses[0]", "0.1 to 200 mg"),
    "an unusual dose": (lambda: bc.Regimen([90 * U.mg]), "doses[0]", "up to 60 mg"),
    "the smallest dose": (lambda: bc.SmallestDose(5 * U.g), "smallest_dose", "0.1 to 200 mg"),
    "a time": (
        lambda: bc.taper_plan(people.adult(), NOW, profile=US, exposure=99_999 * U.week),
        "exposure",
        "up to 44640 days",
    ),
    "a target": (
        lambda: bc.titration_plan(people.adult(), profile=US, target=60 * U.g / U.day),
        "target",
        "up to 4800 mg/day",
    ),
}
"""What is refused, the field it is refused by, and the window as it is printed."""


class TestWindows:
    """Who is refused sees between which numbers a value is accepted."""

    @pytest.mark.parametrize("case", REFUSED)
    def test_printed(self, case: str) -> None:
        """The window stands at the end of what is expected, in the unit of the field."""
        ask, field, window = REFUSED[case]
        with pytest.raises(bc.errors.InputError) as caught:
            ask()
        assert (caught.value.field, caught.value.code) in {
            (field, "implausible"),
            (field, "confirm"),
        }
        assert caught.value.expected.endswith(f", {window}")

    def test_no_age(self) -> None:
        """The weight expected at an age is not printed: it would tell the age."""
        with pytest.raises(bc.errors.InputError) as caught:
            people.adult(age=4 * U.year, weight=37 * U.kg)
        assert caught.value.expected == "a weight that fits the age"
