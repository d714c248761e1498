"""Codes of ICD-10, ICD-10-CM and ICD-10-GM, read as prefixes: G35 covers G35.1.

The lists are one, because no prefix means one thing in the first and another in the others.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CODES"]

CODES: Final[dict[str, frozenset[str]]] = {
    meaning: frozenset(codes.split())
    for meaning, codes in {
        "multiple-sclerosis": "G35",
        "spinal-cord-injury": "S14.0 S14.1 S24.0 S24.1 S34.0 S34.1",
        "spinal-cord-disease": "G95",
        "cerebral-palsy": "G80",
        "stroke": "I60 I61 I62 I63 I64 I69",
        "brain-injury": "S06 G93.1 Z87.820",
        "parkinsons-disease": "G20",
        "epilepsy": "G40 G41",
        "peptic-ulcer": "K25 K26 K27 K28",
        "psychosis": "F20 F22 F23 F25 F28 F29",
        "chronic-kidney-disease": "N18.1 N18.2 N18.3 N18.4 N18.5 N18.9",
        "end-stage-kidney-disease": "N18.6",
        "acute-kidney-injury": "N17",
        "dialysis": "Z99.2 Z49",
        "kidney-transplant": "Z94.0 T86.1",
        "alcohol-use-disorder": "F10.1 F10.2",
        "respiratory-disease": "J41 J42 J43 J44 J45 J47 J80 J84 J96 G47.3",
        "diabetes": "E08 E09 E10 E11 E13 E12 E14",
        "porphyria": "E80.0 E80.1 E80.2",
        "amputation": """
            Z89.1 Z89.2 Z89.3 Z89.43 Z89.44 Z89.5 Z89.6 Z89.7 Z89.8 Z89.9 S48 S58 S78 S88
        """,
        "pregnancy": "Z33.1 Z34 O09 Z3A Z33 Z35",
    }.items()
}
"""Prefixes by meaning."""
