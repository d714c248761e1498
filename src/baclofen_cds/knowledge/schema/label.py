"""Everything a document can say to this library.

One class per kind of statement. A field made with :func:`leaf` is one statement of a
document: stated, silent, or unread when the file does not mention it. The field's unit
is part of the schema, so a file cannot give it in another one.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any

from attrs import field, frozen

from baclofen_cds.amounts import (
    AbsoluteHundredths,
    Days,
    Grams,
    Hundredths,
    Micrograms,
    MicrogramsPerDay,
    Months,
)
from baclofen_cds.knowledge.schema.leaves import Range, citations_of, leaf, section, walk
from baclofen_cds.knowledge.schema.licence import (
    Contraindications,
    Indications,
    ProductContraindication,
)
from baclofen_cds.sources import Citation, KnowledgeUsed, Leaf, Source, SourceKind
from baclofen_cds.vocabulary import Dialysis, GFREquation

__all__ = [
    "Adult",
    "AgeBand",
    "AgeTop",
    "Child",
    "Contraindications",
    "EndStage",
    "Guidance",
    "Header",
    "Increments",
    "Indications",
    "Kidney",
    "KidneyStatement",
    "Ladder",
    "Maximum",
    "OlderAdult",
    "ProductContraindication",
    "Profile",
    "Range",
    "Rung",
    "Start",
    "Statement",
    "Status",
    "Taper",
    "WorkedExample",
    "citations_of",
    "leaf",
    "section",
    "walk",
]


class Status(Enum):
    """Whether a file may be used for new questions."""

    DRAFT = "draft"
    CURRENT = "current"
    SUPERSEDED = "superseded"


@frozen
class Start:
    """How a treatment begins."""

    total_daily_dose: Leaf[MicrogramsPerDay] = leaf("mg/day")
    times_per_day: Leaf[tuple[int, ...]] = leaf("per day", shape="list")
    sensitive_patients: Leaf[Range] = leaf("mg/day", shape="ends")
    cerebral_origin: Leaf[Range] = leaf("mg/day", shape="ends")
    cerebral_advice: Leaf[str] = leaf("words", of=("cautious-schedule",))


@frozen
class Rung:
    """One step of a printed ladder: the regimen, and how long it is held."""

    each: Micrograms
    times_per_day: int
    hold: Days
    citation: Citation


@frozen
class Ladder:
    """A printed ladder of regimens. Empty when the document prints none."""

    rungs: tuple[Rung, ...] = ()


@frozen
class Increments:
    """A bounded rise: by how much, and after how many days at the earliest.

    A document that prints an ``interval`` says when to rise; one that says
    ``no_sooner_than`` says only when not to.
    """

    per_day: Leaf[Range] = leaf("mg/day", shape="ends")
    per_administration: Leaf[Range] = leaf("mg", shape="ends")
    interval: Leaf[Range] = leaf("day", shape="ends")
    no_sooner_than: Leaf[Days] = leaf("day")


@frozen
class Maximum:
    """The most a document allows in a day, and what it allows under supervision.

    The lower end of ``supervised_inpatient`` is the amount from which hospital is meant,
    the upper end the most it allows there.
    """

    total_daily_dose: Leaf[MicrogramsPerDay] = leaf("mg/day")
    supervised_inpatient: Leaf[Range] = leaf("mg/day", shape="ends")
    supervised_beyond: Leaf[str] = leaf("words", of=("no-upper-limit-stated",))
    largest_named_administration: Leaf[Micrograms] = leaf("mg")


@frozen
class Adult:
    """What a label says about adults, and anyone old enough for the adult schedule."""

    from_age: Leaf[Months] = leaf("year")
    start: Start = section(Start)
    ladder: Ladder = field(factory=Ladder, metadata={"ladder": True})
    increments: Increments = section(Increments)
    usual_range: Leaf[Range] = leaf("mg/day", shape="range")
    usually_enough: Leaf[MicrogramsPerDay] = leaf("mg/day")
    maximum: Maximum = section(Maximum)
    trial_at_maximum: Leaf[tuple[Days, ...]] = leaf("day", shape="list")


@frozen
class AgeBand:
    """A daily maximum for ages from one to below another, in months."""

    from_age: Months
    to_age: Months
    total_daily_dose: MicrogramsPerDay
    citation: Citation


@frozen
class AgeTop:
    """The top of the usual range per kg from one age on, where it rises with age."""

    from_age: Months
    per_kg: MicrogramsPerDay
    citation: Citation


@frozen
class Child:
    """What a label says about children. Amounts per kg are micrograms per kg and day."""

    from_age: Leaf[Months] = leaf("year")
    not_established_below: Leaf[Months] = leaf("year")
    limited_data_below: Leaf[Months] = leaf("year")
    start_per_kg: Leaf[MicrogramsPerDay] = leaf("mg/kg/day")
    times_per_day: Leaf[tuple[int, ...]] = leaf("per day", shape="list")
    preferred_times_per_day: Leaf[int] = leaf("per day")
    interval: Leaf[Range] = leaf("day", shape="ends")
    usual_range_per_kg: Leaf[Range] = leaf("mg/kg/day", shape="range")
    usual_top_per_kg: tuple[AgeTop, ...] = field(default=(), metadata={"tops": True})
    maximum: tuple[AgeBand, ...] = field(default=(), metadata={"bands": True})
    tablets_from_weight: Leaf[Grams] = leaf("kg")


@frozen
class OlderAdult:
    """What a label says about older adults."""

    from_age: Leaf[Months] = leaf("year")
    start: Leaf[Range] = leaf("mg/day", shape="ends")
    advice: Leaf[str] = leaf("words", of=("cautious-schedule",))


@frozen
class KidneyStatement:
    """What a label says about one state of the kidneys."""

    below: Leaf[Hundredths] = leaf("mL/min/1.73m2")
    total_daily_dose: Leaf[MicrogramsPerDay] = leaf("mg/day")
    advice: Leaf[str] = leaf("words", of=("may-need-reduction", "reduce"))


@frozen
class EndStage:
    """What a label says about end-stage disease.

    Where the texts of only some products forbid the use, ``contraindicated_in`` names
    them, and ``advice`` is what the others say.
    """

    below: Leaf[Hundredths] = leaf("mL/min/1.73m2")
    advice: Leaf[str] = leaf("words", of=("only-if-benefit-outweighs-risk",))
    contraindicated_in: Leaf[tuple[str, ...]] = leaf("product", shape="list")


@frozen
class Kidney:
    """What a label says about the kidneys, and which equation its country's laboratories use.

    ``equation`` is one of the creatinine equations of :mod:`baclofen_cds.kidney` for adults.
    """

    impaired: KidneyStatement = section(KidneyStatement)
    end_stage: EndStage = section(EndStage)
    dialysis: KidneyStatement = section(KidneyStatement)
    dialysis_named: Leaf[tuple[Dialysis, ...]] = leaf("dialysis", shape="list")
    equation: Leaf[GFREquation] = leaf("equation")


@frozen
class Taper:
    """What a label says about coming off."""

    length: Leaf[Range] = leaf("day", shape="range")
    decrement: Leaf[Range] = leaf("mg/day", shape="range")
    long_use_length: Leaf[Days] = leaf("day")
    long_use_after: Leaf[Range] = leaf("day", shape="range")
    advice: Leaf[str] = leaf("words", of=("gradually",))
    faster_for: Leaf[str] = leaf("words", of=("serious-adverse-reaction",))
    smallest_tablet: Leaf[Micrograms] = leaf("mg")


@frozen(kw_only=True)
class Header:
    """What every knowledge file says about itself.

    Parameters
    ----------
    id
        Stable name of the file's subject; a new revision keeps it.
    kind
        Label, guideline, study or policy.
    name
        How the document is called in a sentence.
    adjective
        How its market is called before a noun, for labels.
    title, jurisdiction, label_family
        What it restates.
    status
        Draft, current or superseded; exactly one file of an id is current.
    revised, effective_from, superseded_on, accessed, review_due
        The dates of the document and of its transcription.
    sources
        The documents the leaves point to.
    digest
        SHA-256 of the parsed file as sorted-key JSON.
    """

    id: str
    kind: SourceKind
    name: str
    adjective: str = ""
    title: str
    jurisdiction: str
    label_family: str = ""
    status: Status
    revised: dt.date
    effective_from: dt.date
    superseded_on: dt.date | None = None
    accessed: dt.date
    review_due: dt.date
    sources: tuple[Source, ...] = ()
    digest: str

    @property
    def used(self) -> KnowledgeUsed:
        """What a decision keeps of this file."""
        return KnowledgeUsed(self.id, self.kind.value, self.revised.isoformat(), self.digest)


@frozen
class WorkedExample:
    """A question with its expected answer, run by ``verify``."""

    question: str
    inputs: tuple[tuple[str, str], ...]
    expected: tuple[tuple[str, str], ...]
    pin: str


@frozen(kw_only=True)
class Profile:
    """One label family, in one jurisdiction, for one group of indications."""

    header: Header
    indications: Indications = section(Indications)
    contraindications: Contraindications = section(Contraindications)
    adult: Adult = section(Adult)
    child: Child = section(Child)
    older_adult: OlderAdult = section(OlderAdult)
    kidney: Kidney = section(Kidney)
    taper: Taper = section(Taper)
    worked_example: tuple[WorkedExample, ...] = field(default=(), metadata={"examples": True})

    @property
    def id(self) -> str:
        """Stable name of the profile."""
        return self.header.id

    @property
    def digest(self) -> str:
        """SHA-256 of the parsed file."""
        return self.header.digest

    def __repr__(self) -> str:
        return f"<Profile {self.id}, revised {self.header.revised}>"


@frozen
class Statement:
    """One sentence of a guideline or study, and whom it is about.

    Parameters
    ----------
    code
        The sentence in the message catalogue.
    when
        ``start`` (a start or increase is asked for), ``taking`` or ``any``.
    role
        ``advice`` quoted on its own, ``reason`` joined after "Why:", ``comparison`` (a
        number of another label), ``monitoring``, ``age`` (what being older changes),
        ``explanation`` (of exposure, never a dose) or ``near-edge`` (said near the edge
        of a band only).
    from_age
        The youngest age it is about.
    egfr_from, egfr_below
        The band of indexed eGFR it is about.
    crcl_from, crcl_below
        The band of Cockcroft-Gault clearance it is about.
    dialysis
        The forms of dialysis it is about.
    avoid
        Whether it says "avoid".
    not_at_end_of_life
        Whether it leaves out people at the end of life.
    own_market
        Whether it is quoted only beside labels of the document's own jurisdiction.
    figures
        The numbers in the sentence, by name.
    citation
        The place.
    """

    code: str
    when: str
    role: str
    citation: Citation
    from_age: Months = Months(0)
    egfr_from: Hundredths | None = None
    egfr_below: Hundredths | None = None
    crcl_from: AbsoluteHundredths | None = None
    crcl_below: AbsoluteHundredths | None = None
    dialysis: frozenset[Dialysis] = frozenset()
    avoid: bool = False
    not_at_end_of_life: bool = False
    own_market: bool = False
    figures: tuple[tuple[str, Any], ...] = ()


@frozen(kw_only=True)
class Guidance:
    """A guideline or study. It adds findings only; it never carries an answer."""

    header: Header
    statement: tuple[Statement, ...] = field(default=(), metadata={"statements": True})

    @property
    def id(self) -> str:
        """Stable name of the guidance."""
        return self.header.id

    def __repr__(self) -> str:
        return f"<Guidance {self.id}, revised {self.header.revised}>"
