"""Facts that stand where they are not read: nested, contained, or under an unknown kind."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import bundles as b
import pytest
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.interop.fhir.terminology import resource_kinds

US = bc.get_profile("us-spasticity")
DIALYSIS, INJURY, EPILEPSY = "302497006", "14669001", "84757009"
PARACETAMOL = b.coded(b.ATC, "N02BE01")

Wrap = Callable[..., Any]


def nested(*held: b.Node) -> b.Node:
    """Return the Bundle that a server gives back for one request of a batch."""
    entries = [{"resource": one} for one in held]
    return {"resourceType": "Bundle", "type": "searchset", "entry": entries}


def parameters(*held: b.Node) -> b.Node:
    """Return resources as the parameters of an operation."""
    told = [{"name": "record", "resource": one} for one in held]
    return {"resourceType": "Parameters", "parameter": told}


def of_kind(kind: Any) -> Wrap:
    """Return how to call a resource by another kind."""
    return lambda *held: {**held[0], "resourceType": kind}


def contained_in(kind: str, **more: Any) -> Wrap:
    """Return how to put resources inside one of another kind."""
    return lambda *held: {"resourceType": kind, "contained": list(held), **more}


def twice_contained(*held: b.Node) -> b.Node:
    """Return resources inside a resource that is itself inside another."""
    return contained_in("CarePlan")(contained_in("Goal")(*held))


UNKNOWN_KINDS = (
    "MedicationOrder",
    "medicationRequest",
    "MedicationRequest ",
    "Order",
    "",
    None,
    5,
)
OPAQUE: dict[str, tuple[Wrap, str]] = {
    "bundle": (nested, "nested"),
    "parameters": (parameters, "nested"),
    "bundle inside": (lambda *held: contained_in("CarePlan")(nested(*held)), "nested"),
    **{
        f"kind {kind!r}": (
            of_kind(kind),
            "kind-not-known" if kind and kind != 5 else "not-a-resource",
        )
        for kind in UNKNOWN_KINDS
    },
    "kind inside": (
        lambda *held: contained_in("List")(of_kind("MedicationOrder")(*held)),
        "kind-not-known",
    ),
    "no kind inside": (
        lambda *held: contained_in("CarePlan")(b.without(held[0], "resourceType")),
        "not-a-resource",
    ),
    "text": (lambda *held: str(held), "not-a-resource"),
}
"""Where any fact may stand, and the reason that is given."""

CONTAINED: dict[str, Wrap] = {
    "care plan": contained_in("CarePlan"),
    "encounter": contained_in("Encounter", status="finished"),
    "explanation": contained_in("ExplanationOfBenefit", patient={"reference": "Patient/p"}),
    "patient": lambda *held: b.patient(contained=list(held)),
    "twice": twice_contained,
}

ORDERS = {
    "order": b.order(),
    "statement": b.statement(),
    "named": b.order(medicine={"text": "Baclofen 10 mg"}),
    "nothing says what": b.order(medicine={}),
    "intrathecal": b.order(medicine=b.coded(b.RXNORM, "1666613")),
    "given": {
        **b.without(b.order(), "dosageInstruction", "authoredOn"),
        "resourceType": "MedicationAdministration",
        "effectiveDateTime": "2026-03-09",
    },
}

KIDNEYS = {
    "dialysis": b.condition(DIALYSIS),
    "in words": {**b.condition("1"), "code": {"text": "on haemodialysis"}},
    "end-stage": b.condition("46177005"),
    "injury": {
        "resourceType": "Procedure",
        "status": "completed",
        "performedDateTime": "2026-03-09",
        "code": b.coded(b.SNOMED, INJURY),
    },
    "visit": {
        "resourceType": "Encounter",
        "status": "finished",
        "type": [b.coded(b.SNOMED, DIALYSIS)],
    },
    "ordered": {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "code": b.coded(b.SNOMED, DIALYSIS),
    },
}


def read(*more: Any) -> Record:
    """Read a woman with multiple sclerosis and a good creatinine, and these resources."""
    given = [*more]
    if not any(isinstance(one, dict) and one.get("resourceType") == "Patient" for one in given):
        given.insert(0, b.patient(birthDate="1981-01-01"))
    return read_record(b.bundle(*given, b.condition("24700007"), b.creatinine(0.8), b.weight()))


def starts(record: Record) -> bool:
    """Whether a start is proposed."""
    return bc.starting_dose(record.patient, profile=US).has_answer


def said(record: Record) -> list[tuple[str, str]]:
    """Return where something was not read, and why."""
    return [
        (one.path.removeprefix("Bundle.entry[1].resource"), one.reason_code)
        for one in record.unread
    ]


class TestAnyFactMayStandThere:
    """Behind a nested Bundle or an unknown kind of resource nothing is known to be absent."""

    def test_without(self) -> None:
        """Without any of it nothing is taken, and a start is proposed."""
        record = read()
        assert (record.regimen, record.proposed) == (bc.NOT_TAKING, bc.NOT_TAKING)
        assert starts(record)
        assert record.unread == ()

    @pytest.mark.parametrize("name", OPAQUE)
    @pytest.mark.parametrize("fact", [*ORDERS, *KIDNEYS])
    def test_nothing_is_concluded(self, name: str, fact: str) -> None:
        """What is taken cannot be read, the kidneys are in doubt, and the place is said."""
        wrap, reason = OPAQUE[name]
        record = read(wrap({**ORDERS, **KIDNEYS}[fact]))
        assert (record.regimen, record.proposed) == (bc.UNREADABLE, bc.UNREADABLE)
        assert record.patient.kidney_values_in_doubt
        assert not starts(record)
        assert reason in [code for _, code in said(record)]
        assert all(path in ("", ".contained[0]") for path, _ in said(record))

    def test_beside_an_order_that_is_read(self) -> None:
        """An order at the top does not say how much is taken when there may be another."""
        assert read(nested(b.order()), b.order()).regimen is bc.UNREADABLE

    def test_no_list_is_complete_then(self) -> None:
        """A record that says it names no medicine is not believed beside such a place."""
        none = b.statement(medicine=b.coded(b.SNOMED, "787481004"))
        assert read(none).patient.medicines.complete
        assert not read(none, nested()).patient.medicines.complete


class TestOrdinaryKinds:
    """Every kind of resource that FHIR R4 knows, and that is not read, stays silent."""

    SILENT = sorted(resource_kinds.KNOWN - {"Bundle", "Parameters", "Patient"})

    def test_how_many(self) -> None:
        """There are 146 of them, in the order of the alphabet in the specification."""
        assert len(resource_kinds.KNOWN) == 146

    @pytest.mark.parametrize("kind", SILENT)
    def test_silent(self, kind: str) -> None:
        """One that says nothing changes nothing, at the top or contained."""
        bare: b.Node = {"resourceType": kind, "status": "entered-in-error"}
        for one in (bare, contained_in("Group")(bare)):
            record = read(one)
            assert not record.patient.kidney_values_in_doubt
            assert record.regimen is bc.NOT_TAKING
            assert starts(record)

    def test_what_an_order_refers_to(self) -> None:
        """A contained medicine, patient and reason of an order are read, kind stated or not."""
        reason = {**b.condition("24700007"), "id": "why"}
        medicine = {"id": "what", "code": b.coded(b.RXNORM, "197391")}
        given = {
            **b.without(b.order(), "medicationCodeableConcept"),
            "contained": [medicine, {"resourceType": "Patient", "id": "who"}, reason],
            "medicationReference": {"reference": "#what"},
            "reasonReference": [{"reference": "#why"}],
        }
        record = read(given)
        assert record.regimen == bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3)
        assert record.unread == ()


class TestContained:
    """An order or a kidney fact inside another resource is said, and never passed over."""

    @pytest.mark.parametrize("place", CONTAINED)
    @pytest.mark.parametrize("fact", ORDERS)
    def test_orders(self, place: str, fact: str) -> None:
        """Baclofen, or a medicine that may be it, leaves what is taken unreadable."""
        record = read(CONTAINED[place](ORDERS[fact]))
        assert record.regimen is bc.UNREADABLE
        assert any(code == "contained" for _, code in said(record))
        assert record.patient.intrathecal_baclofen is (fact == "intrathecal")

    @pytest.mark.parametrize("place", CONTAINED)
    @pytest.mark.parametrize("fact", KIDNEYS)
    def test_kidneys(self, place: str, fact: str) -> None:
        """Dialysis or an acute kidney injury puts every kidney value in doubt."""
        record = read(CONTAINED[place](KIDNEYS[fact]))
        assert record.patient.kidney_values_in_doubt
        assert not starts(record)
        assert [code for _, code in said(record)] == ["contained"]
        assert record.regimen is bc.NOT_TAKING

    @pytest.mark.parametrize(
        ("fact", "is_said"),
        [
            (b.order(medicine=PARACETAMOL), True),
            ({"resourceType": "AllergyIntolerance", "code": b.coded(b.ATC, "M03BX01")}, True),
            (b.order(status="stopped"), True),
            (b.condition(EPILEPSY), False),
            ({"resourceType": "ServiceRequest", "code": {"text": "X-ray"}}, False),
            (
                {
                    "resourceType": "Procedure",
                    "status": "entered-in-error",
                    "code": {"text": "dialysis"},
                },
                False,
            ),
        ],
    )
    def test_others(self, fact: b.Node, is_said: bool) -> None:
        """Another medicine or an allergy is said; an ordinary diagnosis or order is not."""
        record = read(CONTAINED["care plan"](fact))
        assert said(record) == ([(".contained[0]", "contained")] if is_said else [])
        assert record.regimen is bc.NOT_TAKING
        assert not record.patient.kidney_values_in_doubt

    def test_another_medicine_leaves_the_list_incomplete(self) -> None:
        """A medicine that is not read stands against the statement that there is none."""
        none = b.statement(medicine=b.coded(b.SNOMED, "787481004"))
        assert not read(
            none, CONTAINED["care plan"](b.order(medicine=PARACETAMOL))
        ).patient.medicines.complete

    @pytest.mark.parametrize("fact", [ORDERS["order"], KIDNEYS["dialysis"]])
    @pytest.mark.parametrize("own", [True, False])
    def test_of_someone_else(self, fact: b.Node, own: bool) -> None:
        """Inside a resource about someone else it is someone else's, unless it says whose."""
        other = {"reference": "Group/g"}
        given = contained_in("CarePlan", subject=other)(
            {**fact, **({} if own else {"subject": other})}
        )
        record = read(given)
        assert said(record) == [(".contained[0]", "other-subject")]
        assert starts(record)

    @pytest.mark.parametrize("fact", [*ORDERS.values(), *KIDNEYS.values()])
    def test_inside_an_error(self, fact: b.Node) -> None:
        """Inside a resource that was entered in error nothing is a fact."""
        record = read(contained_in("CarePlan", status="entered-in-error")(fact))
        assert record.regimen is bc.NOT_TAKING
        assert starts(record)


class TestModifierOfAnEntry:
    """A modifier that the entry itself carries is one of its resource."""

    @pytest.mark.parametrize("modifier", [[{}], [{"url": "x"}], {"url": "x"}])
    def test_orders(self, modifier: Any) -> None:
        """An order under an unknown modifier is not understood: the day cannot be read."""
        given = b.bundle(b.order())
        given["entry"][1]["modifierExtension"] = modifier
        record = read_record(given)
        assert record.regimen is bc.UNREADABLE
        assert [one.reason_code for one in record.unread] == ["modifier"]

    def test_kidneys(self) -> None:
        """A dialysis under an unknown modifier puts the kidneys in doubt."""
        given = b.bundle(b.condition(DIALYSIS))
        given["entry"][1]["modifierExtension"] = [{}]
        assert read_record(given).patient.kidney_values_in_doubt


LAYERS = [
    *(wrap for name, (wrap, _) in OPAQUE.items() if name != "text"),
    *(wrap for name, wrap in CONTAINED.items() if name != "patient"),
]


class TestNowhereToHide:
    """However deep it stands and whatever is around it, no order becomes "not taking"."""

    @given(
        layers=st.lists(st.sampled_from(LAYERS), min_size=1, max_size=3),
        fact=st.sampled_from([*ORDERS.values()]),
        around=st.lists(st.sampled_from(TestOrdinaryKinds.SILENT), max_size=3),
    )
    def test_orders(self, layers: list[Wrap], fact: b.Node, around: list[str]) -> None:
        """An order inside any layers leaves the day unreadable, and something is said."""
        for wrap in layers:
            fact = wrap(fact)
        others = [{"resourceType": kind, "status": "entered-in-error"} for kind in around]
        for several in itertools.islice(itertools.permutations([*others, fact]), 3):
            record = read(*several)
            assert record.regimen is bc.UNREADABLE
            assert record.unread
