"""RxNorm codes of medicines other than baclofen, with their ATC code.

Ingredients first, then products that were met in records. The lists are closed: what is
not here is reported as a medicine that could not be identified.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ATC"]

ATC: Final[dict[str, str]] = {
    "7052": "N02AA01",  # morphine
    "7804": "N02AA05",  # oxycodone
    "5489": "R05DA03",  # hydrocodone
    "10689": "N02AX02",  # tramadol
    "4337": "N02AB03",  # fentanyl
    "6813": "N07BC02",  # methadone
    "1819": "N02AE01",  # buprenorphine
    "2670": "R05DA04",  # codeine
    "3423": "N02AA03",  # hydromorphone
    "787390": "N02AX06",  # tapentadol
    "2387302": "N07XX04",  # oxybate
    "349482": "N07XX04",  # sodium oxybate 500 MG/ML Oral Solution
    "352257": "N07XX04",  # sodium oxybate 500 MG/ML Oral Solution [Xyrem]
    "2636822": "N07XX04",  # sodium oxybate 4500 MG Granules for Oral Suspension
    "3322": "N05BA01",  # diazepam
    "6470": "N05BA06",  # lorazepam
    "2598": "N03AE01",  # clonazepam
    "596": "N05BA12",  # alprazolam
    "10355": "N05CD07",  # temazepam
    "6960": "N05CD08",  # midazolam
    "39993": "N05CF02",  # zolpidem
    "25480": "N02BF01",  # gabapentin
    "187832": "N02BF02",  # pregabalin
    "57258": "M03BX02",  # tizanidine
    "21949": "M03BX08",  # cyclobenzaprine
    "5640": "M01AE01",  # ibuprofen
    "7258": "M01AE02",  # naproxen
    "3355": "M01AB05",  # diclofenac
    "41493": "M01AC06",  # meloxicam
    "140587": "M01AH01",  # celecoxib
    "35827": "M01AB15",  # ketorolac
    "29046": "C09AA03",  # lisinopril
    "3827": "C09AA02",  # enalapril
    "35296": "C09AA05",  # ramipril
    "1998": "C09AA01",  # captopril
    "52175": "C09CA01",  # losartan
    "69749": "C09CA03",  # valsartan
    "214354": "C09CA06",  # candesartan
    "83818": "C09CA04",  # irbesartan
    "3008": "L04AD01",  # cyclosporine (ciclosporin)
    "42316": "L04AD02",  # tacrolimus
    "1596450": "J01GB03",  # gentamicin
    "11124": "J01XA01",  # vancomycin
    "6448": "N05AN01",  # lithium
    "42351": "N05AN01",  # lithium carbonate
    "704": "N06AA09",  # amitriptyline
    "6375": "N04BA01",  # levodopa
    "4603": "C03CA01",  # furosemide
    "5487": "C03AA03",  # hydrochlorothiazide
    "17767": "C08CA01",  # amlodipine
    "6809": "A10BA02",  # metformin
    "36567": "C10AA01",  # simvastatin
    "32968": "B01AC04",  # clopidogrel
    "10582": "H03AA01",  # levothyroxine
    "161": "N02BE01",  # acetaminophen (paracetamol)
    "1191": "N02BA01",  # aspirin
    "6754": "N02AB02",  # meperidine (pethidine)
    "7781": "N05BA04",  # oxazepam
    "2356": "N05BA02",  # chlordiazepoxide
    "461016": "N05CF04",  # eszopiclone
    "2101": "M03BA02",  # carisoprodol
    "6845": "M03BA03",  # methocarbamol
    "2410": "M03BB03",  # chlorzoxazone
    "7715": "M03BC01",  # orphenadrine
    "8134": "N03AA02",  # phenobarbital
    "10627": "J01GB01",  # tobramycin
    "3498": "R06AA02",  # diphenhydramine
    "5553": "N05BB01",  # hydroxyzine
    "103990": "N04BA02",  # carbidopa / levodopa
    "214183": "N02AJ17",  # acetaminophen / oxycodone
    "817579": "N02AJ06",  # acetaminophen / codeine
    "352362": "N02AJ13",  # acetaminophen / tramadol
    "4053": "J01FA01",  # Erythromycin
    "104693": "N05CD07",  # Temazepam 20 MG Oral Tablet
    "114194": "B01AA03",  # Warfarin Sodium
    "153892": "R03DC03",  # montelukast 10 MG Oral Tablet [Singulair]
    "197633": "J01AA02",  # Doxycycline
    "197696": "N02AB03",  # 72 HR Fentanyl 0.075 MG/HR Transdermal System
    "198405": "M01AE01",  # Ibuprofen 100 MG Oral Tablet
    "210596": "R06AE07",  # Cetirizine 10 MG Oral Tablet [Zyrtec]
    "211816": "J01MA12",  # Levofloxacin 500 MG Oral Tablet [Levaquin]
    "308189": "J01CA04",  # Amoxicillin 80 MG/ML Oral Suspension
    "308192": "J01CA04",  # Amoxicillin 500 MG Oral Tablet
    "308971": "N03AF01",  # Carbamazepine[Tegretol]
    "309094": "J01DD04",  # Ceftriaxone 500mg
    "311470": "R06AE05",  # Meclizine 25 MG Oral Tablet
    "311989": "J01XE01",  # Nitrofurantoin 5 MG/ML Oral Suspension
    "311992": "J01XE01",  # Nitrofurantoin 100 MG Oral Capsule
    "311995": "J01XE01",  # NITROFURANTOIN, MACROCRYSTALS 50 MG Oral Capsule
    "312664": "R06AD02",  # Promethazine 25 MG Oral Tablet
    "313782": "N02BE01",  # Acetaminophen 325 MG Oral Tablet
    "314076": "C09AA03",  # lisinopril 10 MG Oral Tablet
    "314077": "C09AA03",  # Lisinopril 20 MG Oral Tablet
    "315266": "N02BE01",  # Acetaminophen 500 MG
    "316049": "C03AA03",  # Hydrochlorothiazide 25 MG
    "352063": "M01AH03",  # valdecoxib 20 MG Oral Tablet [Bextra]
    "615186": "N06AX21",  # duloxetine 60 MG Enteric Coated Capsule [Cymbalta]
    "752370": "R01AD11",  # 120 ACTUAT Triamcinolone 0.055 MG/ACTUAT Nasal Inhaler [Nasacort]
    "834061": "J01CE02",  # Penicillin V Potassium 250 MG Oral Tablet
    "849574": "M01AE02",  # Naproxen sodium 220 MG Oral Tablet
    "856377": "N06AX05",  # Trazodone 50 MG Oral Tablet
    "860975": "A10BA02",  # 24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet
    "861467": "N02AB02",  # Meperidine Hydrochloride 50 MG Oral Tablet
    "866414": "C07AB02",  # 24 HR metoprolol succinate 100 MG Extended Release Oral Tablet [Toprol]
    "884308": "D01AA01",  # Nystatin 100UNT/MG Topical Ointment
    "901813": "R06AA02",  # Diphenhydramine Hydrochloride 25 mg
    "1049502": "N02AA05",  # 12 HR Oxycodone Hydrochloride 10 MG Extended Release Oral Tablet
    "1049621": "N02AA05",  # Oxycodone Hydrochloride 5 MG Oral Tablet
    "1094107": "G04BX06",  # Phenazopyridine hydrochloride 100 MG Oral Tablet
    "1298088": "N05CD01",  # Flurazepam Hydrochloride 15 MG Oral Capsule
    "1313112": "N03AB02",  # Phenytoin 25mg/ml oral suspension
    "1719286": "C03CA01",  # 10 ML Furosemide 10 MG/ML Injection
}
"""ATC code of the fifth level, by RxNorm code."""
