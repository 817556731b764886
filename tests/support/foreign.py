"""Small foreign files of the shapes that real ones have. Nothing in them is real."""

OGP_REPORTS = """\
reporting_period,commitments,milestones,indicators,status,progress_en,progress_fr,owner_org,owner_org_title
2022-03,C01,C01.1,C01.1.1,LP,A first draft exists.,Une ébauche existe.,stat,Statistics | Statistique
2022-03,C01,C01.1,C01.1.2,SP,The hub is open.,Le carrefour est ouvert.,stat,Statistics | Statistique
2022-06,C01,C01.1,C01.1.1,SP,Users were asked.,On a demandé aux usagers.,stat,Statistics | Statistique
2022-06,C02,C02.1,C02.1.1,C,Done.,Fait.,tbs,Treasury | Trésor
"""
OGP_LATER = (
    OGP_REPORTS.replace("2022-06,C02,C02.1,C02.1.1,C,Done.", "2022-06,C02,C02.1,C02.1.1,SP,Nearly done.")
    + "2022-09,C01,C01.1,C01.1.1,C,Open to all.,Ouvert à tous.,stat,Statistics | Statistique\n"
    + "2022-09,C01,C01.1,C01.1.2,XX,No such grade.,Aucune.,stat,Statistics | Statistique\n"
)
UPR = """\
To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session
Azerbaijan,EEG,OIC,Ratify the optional protocol,Portugal,WEOG,EU,Accepted,5,International instruments,4
Azerbaijan,EEG,OIC,Continue to train judges,Egypt,Africa,OIC,Accepted,2,"Justice,Training",4
Azerbaijan,EEG,OIC,Consider a moratorium,Chile,GRULAC,,Noted,3,Death penalty,4
""".replace("\n", "\r")
STRENGTHS = (
    "Source,Mission,year,month,location,country,No.troops,name.of.TCC1,No.troops.per.TCC1,name.of.TCC2,No.troops.per.TCC2\n"
    "s1,UNMISX,2016,4,Town,Somewhere,120,Ruritania,100,Freedonia,20\n"
    "s1,UNMISX,2016,5,Town,Somewhere,130,Ruritania,100,Freedonia,unknown\n"
)
PLAN = """\
Ref;Theme;Deed;Who answers for it;Ready;State of play
1.1;Open budgets;Publish the budget each month on the portal;Ministry of Finance;2024-12;In progress
1.2;Open budgets;Publish reports on execution;Ministry of Finance;By end of 2025;Completed
2.1;Courts;Make judgments searchable;Ministry of Justice;30.06.2025;Postponed
"""
