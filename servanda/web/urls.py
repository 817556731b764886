"""Where each page's address is bound. ``ref`` is a record's identifier or a slug it is known by."""

from django.urls import path

from servanda.web.pages import (
    calendar,
    comparison,
    disputes,
    fact,
    importing,
    items,
    mapping,
    partnership,
    portfolio,
    recording,
    records,
    search,
    slippage,
    sources,
    start,
)

urlpatterns = [
    path("", start.show, name="start"),
    path("partnership/<str:ref>/", partnership.show, name="partnership"),
    path("partnership/<str:ref>/brief.<str:form>", partnership.as_file, name="brief"),
    path("partnership/<str:ref>/calendar/", calendar.show, name="calendar"),
    path("partnership/<str:ref>/disputes/", disputes.show, name="disputes"),
    path("partnership/<str:ref>/compare/", comparison.show, name="compare"),
    path("portfolio/", portfolio.show, name="portfolio"),
    path("items/", items.show, name="items"),
    path("items/items.csv", items.as_csv, name="items-csv"),
    path("plan/<str:ref>/", records.plan, name="plan"),
    path("plan/<str:ref>/dates/", slippage.show, name="dates"),
    path("package/<str:ref>/", records.package, name="package"),
    path("objective/<str:ref>/", records.objective, name="objective"),
    path("operation/<str:ref>/", records.operation, name="operation"),
    path("contribution/<str:ref>/", records.contribution, name="contribution"),
    path("party/<str:ref>/", records.party, name="party"),
    path("meeting/<str:ref>/", records.meeting, name="meeting"),
    path("visit/<str:ref>/", records.visit, name="visit"),
    path("decision/<str:ref>/", records.decision, name="decision"),
    path("review/<str:ref>/", records.review, name="review"),
    path("source/", sources.index, name="sources"),
    path("source/<str:ref>/", sources.show, name="source"),
    path("fact/<str:ref>/", fact.show, name="fact"),
    path("fact/<str:ref>/correct/", recording.correct, name="correct"),
    path("record/", recording.record, name="record"),
    path("import/", importing.start, name="import"),
    path("import/<str:token>/", importing.file, name="import-file"),
    path("import/<str:token>/preview.json", importing.as_file, name="import-preview"),
    path("import/<str:token>/mapping/", mapping.show, name="import-mapping"),
    path("search/", search.show, name="search"),
]
handler404 = "servanda.web.faults.not_found"
handler500 = "servanda.web.faults.broken"
