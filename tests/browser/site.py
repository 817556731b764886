"""The addresses of every type of page that the register under test has."""

from dataclasses import dataclass

AZERBAIJAN = "/partnership/azerbaijan-nato/"

PAGES = {
    "start": "/",
    "partnership": AZERBAIJAN,
    "partnership of 2016": f"{AZERBAIJAN}?as_of=2016-11-15",
    "partnership, graded": "/partnership/ruritania-open/",
    "calendar": f"{AZERBAIJAN}calendar/",
    "lines for outside": "/partnership/ruritania-silence/press/",
    "disputes": f"{AZERBAIJAN}disputes/",
    "compare": f"{AZERBAIJAN}compare/?from=2013-04-30&as_of=2016-11-15",
    "compare, a bad day": f"{AZERBAIJAN}compare/?from=yesterday",
    "plan": "/plan/ipap-4/",
    "package": "/package/parp-2016/",
    "package, graded": "/package/package-2022/",
    "objective": "/objective/owners/",
    "objective, quarter by quarter": "/objective/f01.1.1/",
    "operation": "/operation/kfor/",
    "contribution": "/contribution/az-kfor/",
    "party": "/party/nato/",
    "meeting": "/meeting/forum-2024/",
    "visit": "/visit/nato-experts-2013/",
    "decision": "/decision/forum-rules/",
    "review": "/review/results-report/",
    "reviews": "/reviews/",
    "decisions": "/decisions/",
    "procedure, open": "/procedure/silence-2/?as_of=2026-06-10",
    "procedure, decided": "/procedure/silence-1/",
    "procedure, nothing": "/decisions/?as_of=1950-01-01",
    "portfolio": "/portfolio/",
    "portfolio, narrowed": "/portfolio/?framework=ogp-action-plan&grade=completion/self/complete",
    "portfolio, nothing": "/portfolio/?as_of=1950-01-01",
    "disagreements": "/disagreements/",
    "disagreements of a plan": "/disagreements/?plan=freedonia-plan",
    "items": "/items/",
    "items, narrowed": "/items/?plan=freedonia-plan&grade=completion/self/complete&order=due&q=a",
    "items, nothing": "/items/?q=zzyzx",
    "dates that moved": "/plan/freedonia-plan/dates/",
    "course of a plan": "/plan/ipap-4/course/",
    "succession": "/plan/parp-2016/succession/",
    "date due of an objective": "/objective/f01.1.1/date/",
    "text of a plan": "/plan/rivers-package/text/",
    "plan, graded": "/plan/freedonia-plan/",
    "import": "/import/",
    "sources": "/source/",
    "source": "/source/azernews-2016/",
    "search": "/search/",
    "search, found": "/search/?q=Aliyev",
    "search, nothing": "/search/?q=zzyzx",
    "record, choose": "/record/",
    "record, fill in": "/record/?scope=azerbaijan-nato&kind=tally",
    "record, a meeting": "/record/?scope=azerbaijan-nato&kind=meeting",
    "not found": "/plan/there-is-none/",
    "a bad standpoint": "/partnership/ruritania-open/?as_of=soon&published_by=32",
}
OF_ONE = ("fact", "correct")  # found once the register is served
NAMES = (*PAGES, *OF_ONE)
# one page of each shape of drawing, table and form: where a second look at all pages would tell nothing new
SHAPES = (
    "partnership of 2016",
    "package, graded",
    "objective",
    "objective, quarter by quarter",
    "compare, a bad day",
    "portfolio, narrowed",
    "items, narrowed",
    "procedure, open",
    "import",
    "source",
    "correct",
    "search, found",
)


@dataclass(frozen=True)
class Site:
    """A served register: its address, and the paths of its pages by name."""

    address: str
    of_one: dict[str, str]

    def path(self, name: str, language: str = "") -> str:
        """The path of a page, in a language of its own if one is named."""
        path = {**PAGES, **self.of_one}[name]
        return f"{path}{'&' if '?' in path else '?'}lang={language}" if language else path

    def url(self, name: str, language: str = "") -> str:
        """The address of a page."""
        return self.address + self.path(name, language)
