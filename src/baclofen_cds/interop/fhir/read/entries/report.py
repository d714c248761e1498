"""What was read, what was there and could not be, and what a reader should be told."""

from __future__ import annotations

from typing import Final

from attrs import Factory, define, frozen

__all__ = ["NOTES", "REASONS", "ReadFact", "Report", "Unread"]

REASONS: Final[dict[str, str]] = {
    "after-the-day": "It is dated after the day asked for.",
    "already-ended": "It had ended before the day asked for.",
    "around-dialysis": "It was drawn around a dialysis and says nothing of a steady state.",
    "as-needed": "It is taken as needed, so it is no part of the scheduled day.",
    "before-birth": "It is dated before the date of birth.",
    "code-not-known": "It names the kidneys, and its code is not one that is read here.",
    "codes-contradict": "Its codes mean different things.",
    "comparator": "It carries a comparator, so the value itself is not known.",
    "confirm": "The value is unusual and was not confirmed by anyone.",
    "conflict": "Values of the same day contradict each other.",
    "contained": "It stands inside another resource, and is not read there.",
    "data-absent": "It states a value and, beside it, why there is none.",
    "date-incomplete": "Its date is not a full one.",
    "do-not-perform": "It is an order not to give the medicine.",
    "dose-form-without-strength": "The dose is a number of pieces whose strength is not stated.",
    "dose-missing": "It states no coded dose.",
    "dose-range": "The dose is a range.",
    "doses-differ": "It states several doses that differ.",
    "entered-in-error": "It is marked as entered in error.",
    "for-one-sex": "It was computed for one sex; the code for everybody is read instead.",
    "implausible": "The value is outside what is accepted at all.",
    "indexed-clearance": "A clearance per 1.73 m² is neither a clearance nor a filtration rate.",
    "intrathecal": "Intrathecal baclofen is its own field, never part of what is taken by mouth.",
    "kind-not-known": "It is of no kind of resource that is known.",
    "limited-length": "How long it is taken is stated without a start.",
    "local-code": "It is coded in a system of its own.",
    "long-period": "It is dated by a period of more than a day.",
    "medicine-missing": "The medicine it is about is not in the Bundle.",
    "medicine-not-known": "The medicine carries no code that this library knows.",
    "modifier": "It carries a modifier that this library does not know.",
    "name-only": "Baclofen is named in text only, without a code that is known.",
    "nested": "It holds resources of its own, which are not read.",
    "no-date": "It has no date.",
    "no-dosage": "It states no dosage.",
    "no-unit-code": "The value has no coded unit.",
    "no-value": "It states no coded value.",
    "not-a-resource": "It is not a resource.",
    "not-daily": "Its timing is not a whole number of times a day.",
    "not-positive": "The value is zero or less.",
    "not-started": "It starts after the day asked for.",
    "on-hold": "It is on hold; whether it is taken is not known.",
    "other-amounts": "It states a rate or a greatest amount that contradicts the dose.",
    "other-subject": "It is about someone or something else than this patient.",
    "overlapping": "It is not the only one at the same time of day; the two are never added up.",
    "race-adjusted": "It was computed for one race.",
    "route-not-by-mouth": "The route is coded, and it is not by mouth.",
    "route-not-stated": "Neither the route nor the product says that it is taken by mouth.",
    "single-event": "It says that baclofen was given or handed out, not how it is taken.",
    "status": "Its status is missing, or not one that is read.",
    "steps-without-dates": "It has several steps and does not say which one holds.",
    "subject-unresolved": "It does not say in a way that is read whom it is about.",
    "text-only": "It is written as text only, and text is never interpreted.",
    "timing-contradicts": "Its timing contradicts itself.",
    "timing-missing": "It states no coded timing.",
    "timing-not-read": "Its timing is written in a way that is not read.",
    "too-many": "It is given more often than a day allows.",
    "too-precise": "The amount is finer than the smallest unit that is kept.",
    "unit-not-known": "The unit is coded, and it is not one that is read here.",
    "unit-per-surface": "The code and the unit disagree about whether the rate is per 1.73 m².",
    "urine": "It is a result of urine.",
    "urine-and-blood": "It is called a result of urine and one of blood, serum or plasma.",
    "value-not-read": "Its value is written in a way that is not read.",
    "volume-only": "The dose is a volume; how much baclofen is in it is not stated.",
    "contradicts-order": "It says that baclofen is not taken, and another entry that it is.",
    "kidney-words": "Its words may mean dialysis or acute kidney injury; no known code says so.",
    "long-active": "It is coded as there still, and was last dated long ago.",
}
"""Every reason why something was not used, by code."""

NOTES: Final[dict[str, str]] = {
    "administered": "Baclofen is recorded as administered; this does not say how it is taken.",
    "added-up": "Several baclofen instructions at different times of day are added up to one day.",
    "all-as-needed": "Baclofen is taken as needed only: no daily dose is scheduled.",
    "as-needed": "Baclofen is also taken as needed, beyond the scheduled day.",
    "as-needed-unknown": "How much could be taken as needed could not be read.",
    "blood-creatinine": "Creatinine was measured in whole blood, not in serum.",
    "chronic-kidney-disease": "Chronic kidney disease is on record.",
    "condition-both": "A condition is recorded as present and as ruled out; it counts as present.",
    "condition-by-name": "A cord injury or amputation is named in text only; it counts.",
    "condition-over": "A condition is recorded as active and as over; it counts as present.",
    "deceased": "The patient is recorded as dead.",
    "dialysis-kind": "Dialysis is on record, its kind is not; it is read as haemodialysis.",
    "dialysis-past": "Dialysis is on record, but not of late; whether it goes on is not known.",
    "end-stage-kidney-disease": "End-stage kidney disease is on record.",
    "free-text": "The baclofen order also has free text, which is not read; it may say otherwise.",
    "inpatient": "An inpatient encounter is on record; whether it is supervised is not said.",
    "intrathecal": "Intrathecal baclofen is on record.",
    "kidney-injury-end-undated": "An acute kidney injury is over; when it ended is not recorded.",
    "kidney-injury-ended": "The kidney values are from before an acute kidney injury had ended.",
    "kidney-injury-past": "Acute kidney injury is on record, but not of late.",
    "kidney-injury-undated": "Acute kidney injury is on record, undated; it counts as present.",
    "kidney-transplant": "A kidney transplant is on record.",
    "length-from-order": "The length of the order is counted from the day it was written.",
    "medicine-unidentified": "A medicine without any known name is on record; it may be baclofen.",
    "newer-unread": "A newer value is on record and could not be read.",
    "none-contradicted": "The record says that no medicine is taken, and lists one.",
    "old-order": "The baclofen order is more than a year old.",
    "ordered": "Baclofen is ordered; whether it is taken is not recorded.",
    "ordered-and-reported": "Baclofen is ordered and reported alike; it is counted once.",
    "reported": "Baclofen is reported as taken; no current order is on record.",
    "route": "The route of baclofen is not stated; it is read as by mouth.",
    "several-indications": "Several possible indications are on record; none is chosen.",
    "unit-decides": "A creatinine has another kind of unit than its code; the unit decides.",
    "allergy-by-name": "An allergy names baclofen in text only; it counts as present.",
}
"""Every sentence a record can say about itself, by code."""


@frozen
class Unread:
    """Something that was there and was not used.

    Parameters
    ----------
    path
        Where it is, such as ``Bundle.entry[12].resource.dosageInstruction[0]``.
    reason_code
        One of :data:`REASONS`; stable across releases.
    reason
        The same in a sentence, without any value of the patient.
    """

    path: str
    reason_code: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@frozen
class ReadFact:
    """A fact that was used, and where it was.

    Parameters
    ----------
    name
        What it became: an argument of the patient, or ``regimen``.
    path
        Where it is in the Bundle.
    """

    name: str
    path: str


@define
class Report:
    """Collects, while a Bundle is read, what is said about the reading."""

    unread: list[Unread] = Factory(list)
    read: list[ReadFact] = Factory(list)
    notes: list[str] = Factory(list)
    kidneys_in_doubt: bool = False
    medicines_in_doubt: bool = False

    def refuse(self, path: str, code: str) -> None:
        """Say that something was not used."""
        self.unread.append(Unread(path, code, REASONS[code]))

    def refuse_whole(self, path: str, code: str) -> None:
        """Say that something was not used that may hold any fact, a medicine among them."""
        self.refuse(path, code)
        self.kidneys_in_doubt = True
        self.medicines_in_doubt = True

    def use(self, name: str, path: str) -> None:
        """Say that something was used."""
        self.read.append(ReadFact(name, path))

    def note(self, code: str) -> None:
        """Say a sentence about the record, once."""
        if NOTES[code] not in self.notes:
            self.notes.append(NOTES[code])
