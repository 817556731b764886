"""Small files in the shapes that are shipped mappings are for, made up for the tests; and the import path over them."""

from datetime import date
from pathlib import Path
from typing import Any

from servanda import register
from servanda.exchange.imports.path import Asked, run
from servanda.kernel.standpoint import Resolved, Standpoint

LATEST = date(2026, 1, 1)

REPORTS = """\
reporting_period,commitments,milestones,indicators,status,progress_en,progress_fr,evidence_en,evidence_fr,challenges_en,\
challenges_fr,owner_org,owner_org_title,indicator_en,indicator_fr,indicator_due_date,indicator_deadline_en,\
indicator_deadline_fr,indicator_lead_dept,indicator_s4d
2022-03,C01,C01.1,C01.1.01,LP,"A start
was made",Un début,,,,,rail,Rail Office | Bureau du rail,b'Print timetables',b'Imprimer les horaires \\xc3\\xa0 temps',\
b'2022-11',b'By fall 2022',b"D'ici l'automne 2022",b'rail',False
2022-06,C01,C01.1,C01.1.01,C,Printed,Imprimé,,,,,rail,Rail Office | Bureau du rail,b'Print timetables',\
b'Imprimer les horaires \\xc3\\xa0 temps',b'2022-11',b'By fall 2022',b"D'ici l'automne 2022",b'rail',False
2022-06,C01,C01.2,C01.2.01,NS,,,,,,,post,Post Office | La Poste,b'Sort letters',b'Trier les lettres',b'2024-12',\
b'Ongoing',b'En cours',b'post',True
"""
RECOMMENDATIONS = """\
To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session
Åland,WEOG,EU,Ratify the treaty,Peru,GRULAC,OEI,Accepted,5,"Treaties,Women's rights",4
Åland,WEOG,EU,Continue its efforts,Cote d'Ivoire,Africa,AU,Noted,2,General,4
Åland,WEOG,EU,Continue its efforts,Cote d'Ivoire,Africa,AU,Noted,2,General,4
Chad,Africa,AU,Open schools,Åland,WEOG,EU,Accepted,4,Education,5
"""
LIST = """\
# UPR 34th Session - Chad - Thematic List of Recommendations

**Document:** Thematic List of Recommendations
**Date:** November 2019
**Total Recommendations:** 3

Theme: Schools
12.1 Open schools &amp; keep them (Peru) (Iran (Islamic Republic of)); Build schools (CEDAW) (Mali);
Source of Position: A/1 - Para 2
Supported
- Right to education
SDGs:
- 4 - QUALITY EDUCATION
12.2 Ratify the treaty (United Kingdom of Great Britain and Northern Ireland).
Source of Position: A/1 - Para 3
Noted
- Treaties
Affected persons:
- Children
"""
DEPLOYED = """\
Source,Mission,year,month,location,country,No.troops,No.TCC,name.of.TCC1,No.troops.per.TCC1,name.of.TCC2,\
No.troops.per.TCC2,name.of.TCC3,No.troops.per.TCC3,comments
Map 1,UNXX,2007,3,Here,Chad,500,2,Peru ,300,Ivory Coast,200,NA,NA,
Map 1,UNXX,2007,3,There,Chad,400,2,Peru,300,Mali,150,NA,NA,does not add up
Map 2,UNXX,2007,11,Here,Chad,unknown,3,Peru,unkown,Mali,NA,Peru,0,
Map 2,UNXX,2007,11,Nowhere,Chad,0,0,NA,NA,NA,NA,NA,NA,
"""
MONTHS = """\
location,conflictid,date,year,missionid,mission,org,SIPRI_troops,SIPRI_police,SIPRI_observers,SIPRI_totals,\
troops_iepo,police_iepo,observers_iepo,totals_iepo,troops_ipo,police_ipo,observers_ipo,totals_ipo,\
IPI_troops,IPI_police,IPI_observers,IPI_totals,troops_backward,police_backward,observers_backward,totals_backward
Here,1,1997m1,1997,7,UNYY,1,,,,,10,660.625,1.5,672.125,,,,,,,,,9,0,0,9
Here,1,1997m2,1997,7,UNYY,1,10,0,2,12,10,0,2,12,,,,,9,0,2,11,9,0,0,9
Here,2,1997m2,1997,7,UNYY,1,10,0,2,12,10,0,2,12,,,,,9,0,2,11,9,0,0,9
Here,2,1997m3,1997,7,UNYY,1,,,,20,,,,,,,,,,,,NA,,,,
"""
PAPERS = """\
code,party,title,fileType,language,version,status,submissionDate,encodedAbsUrl,originalFilename
PER,Peru,Peru First NDC,NDC,Spanish,1,Archived,2016-07-25,https://example.org/a.pdf,a.pdf
PER,Peru,Peru NDC 3.0,NDC,Spanish,,Active,2025-02-05,https://example.org/b.pdf,b.pdf
PER,Peru,Peru First NDC Translation,Translation,English,1,Active,,https://example.org/c.pdf,c.pdf
"""
SHARES = """\
numero,compromiso,titulo,desc,categoria,slug,area1,area2,area3,area4,embed_map_titulo,embed_map_url,imagen,cumplimiento,\
cumplimiento_label,porcentaje_completado,cumplimiento_2,cumplimiento_2_label,cumplimiento_2_porcentaje_completado,url_interna
1,Doce plazas,Plazas,Nuevas plazas,Verde,verde,Espacio público,,,,,,,2019,Plazas abiertas,85,,,,
2,Metro,Metro,Más metro,Transporte,t,Transporte,,,,,,,2019,Frecuencia,100,2019,"Wifi, en estaciones",12.50,
"""
MATRIX = """\
No;Fəsil;Hədəf;Tədbir;Məsul qurum;İcra müddəti;Göstərici;Status
1;Şəffaflıq;Açıq büdcə;Büdcəni dərc etmək;Maliyyə Nazirliyi; 2025-ci ilin sonuna ;Dərc olunan sənədlər;Tamamlanıb
2;Şəffaflıq;Açıq büdcə;Seminar keçirmək;"Maliyyə Nazirliyi; Statistika Komitəsi";31.03.2025;Seminarlar;İcra olunur
3;Şəffaflıq;;Sayt yaratmaq;Statistika Komitəsi;davamlı;Ziyarətlər;bilinmir
"""


def imported(folder: Path, name: str, text: str, **asked: Any) -> dict[str, Any]:
    """Write a file and import it; gives the preview as plain data."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return dict(run(Asked(path, **asked)).data)


def at(**point: Any) -> Resolved:
    """A standpoint on a late day."""
    return register.resolve(Standpoint(**{"as_of": LATEST, **point}))
