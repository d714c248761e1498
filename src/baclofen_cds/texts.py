"""The texts that are accepted for the words of the closed lists, for type checkers.

A checker reads these where a caller writes ``sex="female"``, and finds a misspelt one. The
words themselves are the members in ``vocabulary.py``; a test holds the two equal.
"""

from __future__ import annotations

from typing import Literal

__all__ = [
    "ConditionText",
    "DialysisText",
    "GFREquationText",
    "GFRIndexingText",
    "IndicationText",
    "KidneyStateText",
    "PaceText",
    "ResponseText",
    "SettingText",
    "SexText",
    "SignText",
    "SlotText",
    "StopReasonText",
    "TolerabilityText",
    "WeightBasisText",
]

SexText = Literal["female", "male", "unknown"]

KidneyStateText = Literal["stable", "changing", "unknown"]

DialysisText = Literal["none", "haemodialysis", "peritoneal", "continuous", "unknown"]

SettingText = Literal["outpatient", "supervised inpatient", "unknown"]

IndicationText = Literal[
    "multiple sclerosis",
    "spinal cord injury",
    "spinal cord disease",
    "cerebral palsy",
    "stroke",
    "brain injury",
    "meningitis",
    "parkinsons disease",
    "rheumatic disorder",
    "alcohol use disorder",
    "hiccups",
    "trigeminal neuralgia",
    "unknown",
]

ConditionText = Literal[
    "baclofen hypersensitivity",
    "peptic ulcer",
    "epilepsy",
    "stroke",
    "parkinsons disease",
    "psychiatric illness",
    "porphyria",
    "respiratory disease",
    "diabetes",
    "alcohol use disorder",
    "wheat allergy",
    "pregnancy",
    "end-of-life care",
    "spinal cord injury",
    "amputation",
]

SignText = Literal[
    "drowsiness",
    "confusion",
    "myoclonus",
    "slow breathing",
    "coma",
    "seizure",
    "hallucination",
    "fever",
    "rebound spasticity",
]

SlotText = Literal["morning", "noon", "afternoon", "evening", "night"]

ResponseText = Literal["none", "partial", "adequate", "unknown"]

TolerabilityText = Literal["good", "mild", "limiting", "serious", "unknown"]

StopReasonText = Literal[
    "no benefit",
    "patient's choice",
    "adverse effects",
    "serious adverse reaction",
    "reason not told",
]

WeightBasisText = Literal["actual weight", "ideal weight", "adjusted weight"]

GFREquationText = Literal[
    "CKD-EPI 2021",
    "CKD-EPI 2009",
    "CKD-EPI 2021 creatinine and cystatin C",
    "CKD-EPI 2012 cystatin C",
    "EKFC",
    "MDRD",
    "bedside Schwartz",
    "CKiD U25",
    "Cockcroft-Gault",
    "measured",
    "equation not stated",
]

GFRIndexingText = Literal["per 1.73 m²", "absolute"]

PaceText = Literal["gentle", "shorter"]
"""The paces of a taper; a titration's are not chosen."""
