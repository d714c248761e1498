"""What the reader accepts as a Bundle, and how it refuses anything else."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from decimal import Decimal, localcontext
from pathlib import Path

import bundles as b
import pytest

import baclofen_cds as bc
from baclofen_cds.interop.fhir import Unread, read_record
from baclofen_cds.interop.fhir.read.entries import bundle, document
from baclofen_cds.interop.fhir.read.entries.report import NOTES, REASONS


def refusal(given: object, **more: object) -> bc.errors.RecordError:
    """Return the error with which a record is refused."""
    with pytest.raises(bc.errors.RecordError) as caught:
        read_record(given, **more)  # type: ignore[arg-type]
    return caught.value


class TestWhatMayBeGiven:
    """A mapping, JSON text or a file hold the same record."""

    def test_every_way_in_gives_the_same_record(self, tmp_path: Path) -> None:
        """A Bundle reads alike as mapping, text, bytes, path and path text."""
        given = b.bundle(b.weight(62.5), b.order())
        file = tmp_path / "record.json"
        file.write_text(json.dumps(given), encoding="utf-8")
        expected = read_record(given)
        written = json.dumps(given)
        ways = [written, "\n " + written, written.encode(), file, str(file)]
        assert all(read_record(way) == expected for way in ways)

    def test_a_byte_order_mark_is_no_obstacle(self) -> None:
        """A text that begins with a byte order mark is read."""
        assert read_record(("\ufeff" + json.dumps(b.bundle())).encode()).as_of == b.DAY

    def test_another_type_is_refused(self) -> None:
        """Anything else than a mapping, text or path is refused by name."""
        with pytest.raises(bc.errors.InputError) as caught:
            read_record(5)  # type: ignore[arg-type]
        assert (caught.value.code, caught.value.field) == ("wrong-type", "bundle")

    def test_a_record_is_a_value(self) -> None:
        """A record can be compared, hashed and pickled."""
        record = read_record(b.bundle(b.order(), b.creatinine()))
        assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301
        assert hash(record) == hash(read_record(b.bundle(b.order(), b.creatinine())))

    def test_the_reader_is_reached_from_the_front_door(self) -> None:
        """The public name is bc.interop.fhir.read_record."""
        assert bc.interop.fhir.read_record is read_record


class TestStrictReading:
    """JSON is read as the standard defines it, within limits."""

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ('{"resourceType": "Bundle", "entry": [], "entry": []}', "duplicate-key"),
            ('{"resourceType": "Bundle", "total": NaN}', "not-json"),
            ('{"resourceType": "Bundle", "total": -Infinity}', "not-json"),
            ('{"resourceType": "Bundle"', "not-json"),
            (b'{"resourceType": "\xff"}', "not-json"),
            ('{"resourceType": "\ud800"}', "not-json"),
            (b'{"total": ' + b"9" * 5_000 + b"}", "not-json"),
            ('{"a":' * 200_000, "too-large"),
            (b" " * (document.MOST_BYTES + 1), "too-large"),
            (b"[]", "not-a-bundle"),
            ({}, "not-a-bundle"),
            ({"resourceType": "Patient"}, "not-a-bundle"),
            ({"resourceType": "Bundle", "type": "history"}, "not-a-bundle"),
            ("/no/such/file.json", "unreadable-file"),
            ("a\0b", "unreadable-file"),
            (Path("/"), "unreadable-file"),
        ],
    )
    def test_what_is_not_a_record_is_refused_by_name(self, given: object, code: str) -> None:
        """Every kind of broken input has its own code."""
        assert refusal(given).code == code

    def test_a_mapping_without_end_is_refused(self) -> None:
        """A mapping that is nested too deeply is refused as too large."""
        deep: dict[str, object] = {}
        for _ in range(100_000):
            deep = {"extension": deep}
        assert refusal(b.bundle(b.patient(extension=deep))).code == "too-large"

    @pytest.mark.parametrize(
        "value",
        [float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"), b"x", {1: 2}, dt.date.max],
    )
    def test_a_mapping_holds_what_json_holds(self, value: object) -> None:
        """A mapping is held to the same rules as the text it stands for."""
        assert refusal(b.bundle(b.patient(extension=[value]))).code == "not-json"

    @pytest.mark.parametrize(
        "number",
        [
            "1e99999999999999999999",
            "-1e99999999999999999999",
            "1e-99999999999999999999",
            "0.1E+99999999999999999999",
            "9" * 1_001,
            "1." + "0" * 1_000,
            "1." + "3" * 400_000,
            "1e" + "9" * 400_000,
        ],
    )
    @pytest.mark.parametrize("place", ["record", "patient", "value", "unread"])
    def test_numbers_out_of_all_proportion(self, number: str, place: str) -> None:
        """A number that is too long, or of an exponent nobody can hold, is refused anywhere."""
        marked = {
            "record": b.bundle(total="NUMBER"),
            "patient": b.bundle(b.patient(multipleBirthInteger="NUMBER")),
            "value": b.bundle(b.creatinine("NUMBER")),
            "unread": b.bundle({"resourceType": "Account", "extension": [{"x": "NUMBER"}]}),
        }
        text = json.dumps(marked[place]).replace('"NUMBER"', number)
        assert refusal(text).code == "not-json"
        assert refusal(text.encode()).code == "not-json"

    @pytest.mark.parametrize("number", ["1e99999999999999999999", "1e-99999999999999999999"])
    def test_whatever_decimals_are_told_to_do(self, number: str) -> None:
        """A caller whose decimals raise nothing has such a number refused as well."""
        with localcontext() as told:
            told.clear_traps()
            assert refusal(f'{{"resourceType": "Bundle", "total": {number}}}').code == "not-json"

    @pytest.mark.parametrize("number", [10**1_000, -(10**1_000), Decimal("1." + "0" * 1_000)])
    def test_numbers_of_a_mapping(self, number: object) -> None:
        """In a mapping a number is held to the same length."""
        assert refusal(b.bundle(b.creatinine(number))).code == "not-json"

    @pytest.mark.parametrize("given", [10**999, Decimal("1E+400"), 1e300])
    def test_a_large_number_that_is_not_needed(self, given: object) -> None:
        """A number within the length that is no measurement is no obstacle to the rest."""
        assert read_record(b.bundle(b.weight(), total=given)).patient.weight_grams == 62_000

    def test_numbers_as_long_as_a_double_can_print(self) -> None:
        """A weight that is printed with every digit of its binary form is read."""
        printed = Decimal("62.10000000000000142108547152020037174224853515625")
        record = read_record(b.bundle(b.weight(printed)))
        assert record.patient.weight_grams == 62_100

    def test_numbers_are_exact(self) -> None:
        """A weight of 62.1 kg is 62 100 g, from text as from a mapping."""
        given = b.bundle(b.weight(62.1))
        assert read_record(given).patient.weight_grams == 62_100
        assert read_record(json.dumps(given)).patient.weight_grams == 62_100


class TestOnePatient:
    """A record is of exactly one patient, whose birthday is known."""

    def test_none_or_several_are_refused(self) -> None:
        """No patient, and two patients, are refused with different codes."""
        assert refusal({"resourceType": "Bundle"}).code == "no-patient"
        assert refusal(b.bundle(b.patient(), b.patient(id="q"))).code == "several-patients"

    def test_the_same_patient_twice_is_one(self) -> None:
        """A resource that stands twice, identifier and all, counts once."""
        assert read_record(b.bundle(b.patient(), b.patient())).patient.age_years == 78

    def test_an_unknown_modifier_on_the_patient_is_refused(self) -> None:
        """A patient with a modifier that nobody knows is no patient that can be read."""
        assert refusal(b.bundle(b.patient(modifierExtension=[{}]))).code == "no-patient"

    @pytest.mark.parametrize("birth", ["1947", "1947-09", "1947-13-01", "yesterday", None, 1947])
    def test_an_incomplete_birthday_is_refused(self, birth: object) -> None:
        """Without a full date of birth there is no age, and so no patient."""
        error = refusal(b.bundle(b.patient(birthDate=birth)))
        assert (error.code, error.field) == ("missing", "Bundle.entry[0].resource.birthDate")

    def test_a_day_before_birth_is_refused(self) -> None:
        """The day asked for cannot be before birth."""
        assert refusal(b.bundle(), as_of=dt.date(1940, 1, 1)).code == "before-birth"

    def test_an_age_nobody_reached_is_refused(self) -> None:
        """What the patient itself refuses, and is no measurement, refuses the record."""
        assert refusal(b.bundle(b.patient(birthDate="1850-01-01"))).code == "implausible"

    @pytest.mark.parametrize(
        ("gender", "sex"),
        [("female", bc.Sex.FEMALE), ("male", bc.Sex.MALE), ("other", bc.Sex.UNKNOWN)],
    )
    def test_sex(self, gender: str, sex: bc.Sex) -> None:
        """Female and male are read; anything else is not known."""
        assert read_record(b.bundle(b.patient(gender=gender))).patient.sex is sex

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ({"deceasedBoolean": True}, True),
            ({"deceasedBoolean": False}, False),
            ({"deceasedDateTime": "2026-03-10T01:00:00Z"}, True),
            ({"deceasedDateTime": "2026"}, True),
            ({"deceasedDateTime": "some day"}, True),
            ({"deceasedDateTime": "2026-03-11"}, False),
        ],
    )
    def test_a_death_is_said(self, told: dict[str, object], expected: bool) -> None:
        """A death on or before the day is said; an unreadable date of death still is one."""
        record = read_record(b.bundle(b.patient(**told)))
        assert record.deceased is expected
        assert (NOTES["deceased"] in record.notes) is expected


class TestTheDay:
    """The day a record is read for."""

    def test_the_day_that_is_asked_for_comes_first(self) -> None:
        """An explicit day wins over the day of the Bundle."""
        day = dt.date(2026, 3, 12)
        assert read_record(b.bundle(), as_of=day).patient.as_of == day

    def test_the_latest_day_of_anything_read(self) -> None:
        """A Bundle without a day of its own is read for the latest day in it."""
        given = b.bundle(
            b.weight(on="2025-01-02"),
            b.order(authoredOn="2025-02-03"),
            b.weight(on="2027-01-01", status="entered-in-error"),
        )
        assert read_record(b.without(given, "timestamp")).as_of == dt.date(2025, 2, 3)

    def test_no_day_at_all_is_refused(self) -> None:
        """There is no clock: without any day the record is refused."""
        error = refusal(b.without(b.bundle(), "timestamp"))
        assert (error.code, error.field) == ("missing", "as_of")

    def test_a_date_with_a_time_is_refused(self) -> None:
        """The day is a date, not a moment."""
        with pytest.raises(bc.errors.InputError) as caught:
            read_record(b.bundle(), as_of=dt.datetime(2026, 3, 10))  # noqa: DTZ001
        assert caught.value.code == "not-a-date"


class TestEntries:
    """Whose resources are read, and what is said of the rest."""

    def test_what_is_no_resource_is_said(self) -> None:
        """An entry that holds no resource is listed with its path."""
        given = b.bundle()
        given["entry"] += [5, {"resource": "x"}, {"request": {}}, {"resource": {"id": "x"}}]
        paths = [(one.path, one.reason_code) for one in read_record(given).unread]
        assert paths == [(f"Bundle.entry[{i}].resource", "not-a-resource") for i in (1, 2, 4)]

    def test_kinds_that_are_not_read_are_passed_over(self) -> None:
        """A resource of a kind that says nothing of the question is not mentioned."""
        assert read_record(b.bundle({"resourceType": "Organization"})).unread == ()

    def test_a_modifier_on_an_entry(self) -> None:
        """An entry with an unknown modifier is not used."""
        given = b.bundle(b.weight())
        given["entry"][1]["modifierExtension"] = [{}]
        record = read_record(given)
        assert record.patient.weight is None
        assert [one.reason_code for one in record.unread] == ["modifier"]

    @pytest.mark.parametrize(
        ("subject", "is_read"),
        [
            ({"reference": "Patient/p"}, True),
            ({"reference": "urn:uuid:p"}, True),
            ({"reference": "https://one.example/fhir/Patient/p/_history/3"}, True),
            ({"reference": "Patient/q"}, False),
            ({"reference": "Group/p"}, False),
            ({"identifier": {"system": "s", "value": "1"}}, True),
            ({"identifier": {"system": "s", "value": "2"}}, False),
            ({"display": "the patient"}, True),
            ({}, True),
        ],
    )
    def test_only_what_is_about_the_patient_is_used(
        self, subject: dict[str, object], is_read: bool
    ) -> None:
        """A resource about another subject is refused; one that names none is the patient's."""
        who = b.patient(identifier=[{"system": "s", "value": "1"}, None])
        record = read_record(b.bundle(who, b.weight(subject=subject)))
        assert (record.patient.weight is not None) is is_read
        assert [one.reason_code for one in record.unread] == ([] if is_read else ["other-subject"])

    def test_a_measurement_of_someone_else(self) -> None:
        """An observation with a focus, such as an unborn child, is not about the patient."""
        record = read_record(b.bundle(b.weight(focus=[{"reference": "Patient/child"}])))
        assert [one.reason_code for one in record.unread] == ["other-subject"]

    def test_the_full_address_of_an_entry_names_it(self) -> None:
        """A reference may be the address that the entry gives."""
        given = b.bundle(b.weight(subject={"reference": "urn:oid:1.2.3"}))
        given["entry"][0]["fullUrl"] = "urn:oid:1.2.3"
        assert read_record(given).patient.weight is not None

    def test_two_different_resources_of_one_name_are_both_there(self) -> None:
        """Resources with one identifier and different content are not the same."""
        record = read_record(b.bundle(b.order(id="o"), b.order(b.dosage(b.quantity(5)), id="o")))
        assert record.regimen is bc.UNREADABLE


class TestReferences:
    """What a reference names is found without looking through the whole record again."""

    @pytest.fixture
    def looked(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Return a list that grows each time the names of a resource are made."""
        found: list[str] = []
        names = bundle.Resource.names.fget

        def counted(one: bundle.Resource) -> frozenset[str]:
            found.append(one.path)
            return names(one)  # type: ignore[misc]

        monkeypatch.setattr(bundle.Resource, "names", property(counted))
        return found

    @pytest.mark.parametrize(
        "of",
        [{}, {"specimen": {}}, {"specimen": {"reference": ""}}, {"specimen": {"display": "x"}}],
    )
    def test_an_empty_one_is_not_looked_up(self, of: dict[str, object], looked: list[str]) -> None:
        """Results that name no specimen cost no look at any other resource."""
        record = read_record(b.bundle(*(b.creatinine(**of) for _ in range(50))))
        assert record.patient.serum_creatinine is not None
        assert looked == ["Bundle.entry[0].resource"]

    @pytest.mark.parametrize("count", [1, 50])
    def test_each_resource_is_named_once(self, count: int, looked: list[str]) -> None:
        """However many references there are, the names of each resource are made once."""
        absent = {"medicationReference": {"reference": "Medication/none"}}
        held = [b.order(medicine={}, **absent) for _ in range(count)]
        held += [b.creatinine(specimen={"reference": f"Specimen/{i}"}) for i in range(count)]
        read_record(b.bundle(*held))
        assert len(looked) == len(set(looked)) == 2 * count + 1

    def test_the_whole_address_comes_first(self) -> None:
        """Of two with one identifier, the one at the address that is named is meant."""
        urine, serum = (
            {"resourceType": "Specimen", "id": "1", "type": {"text": said}}
            for said in ("Urine", "Serum")
        )
        named = {"reference": "https://two.example/fhir/Specimen/1/_history/2"}
        given = b.bundle(urine, serum, b.creatinine(specimen=named))
        for place, server in ((1, "one"), (2, "two")):
            given["entry"][place]["fullUrl"] = f"https://{server}.example/fhir/Specimen/1"
        assert read_record(given).patient.serum_creatinine is not None
        given["entry"][2]["fullUrl"] = "https://three.example/fhir/Specimen/1"
        assert read_record(given).patient.serum_creatinine is None


class TestWhatIsSaid:
    """What could not be read is said in words that hold nothing of the patient."""

    def test_an_unread_fact_shows_its_path_and_reason(self) -> None:
        """An unread fact prints as path and sentence."""
        shown = str(Unread("Bundle.entry[1].resource", "no-date", REASONS["no-date"]))
        assert shown == "Bundle.entry[1].resource: It has no date."

    def test_every_reason_and_note_is_a_short_sentence(self) -> None:
        """Every sentence is short, ends with a full stop and has no placeholder."""
        for sentence in (*REASONS.values(), *NOTES.values()):
            assert sentence.endswith(".")
            assert len(sentence) < 100
            assert "{" not in sentence

    def test_what_was_used_is_listed_with_its_path(self) -> None:
        """Every fact that was used names the place it came from."""
        read = read_record(b.bundle(b.weight(), b.order())).read
        assert {(one.name, one.path) for one in read} == {
            ("date_of_birth", "Bundle.entry[0].resource.birthDate"),
            ("weight", "Bundle.entry[1].resource"),
            ("regimen", "Bundle.entry[2].resource.dosageInstruction[0]"),
        }
