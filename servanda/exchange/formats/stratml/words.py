"""The words of StratML and those of the register, both ways: what means what in a document and in a statement."""

from collections.abc import Mapping

# the topics under which a plan's own words stand as statements
TYPE = "document-type"
DESCRIPTION = "description"
OTHER = "other-information"
VISION = "vision"
MISSION = "mission"
VALUE = "value"
UNNAMED_VALUE = "value-without-name"

OWNER = "owner"  # the side of an organisation whose plan it is
UNSPECIFIED = "unspecified"  # the category of a party whose type is not said

CATEGORIES: Mapping[str, str] = {"Person": "person", "Organization": "organisation", "Generic_Group": "group"}
SIDES: Mapping[str, str] = {"Performer": "performer", "Beneficiary": "beneficiary"}
METHODS: Mapping[str, str] = {"Quantitative": "quantitative", "Qualitative": "qualitative"}
STAGES: Mapping[str, str] = {
    "Outcome": "outcome",
    "Output_Processing": "output-processing",
    "Output": "output",
    "Input_Processing": "input-processing",
    "Input": "input",
}
RESULTS: Mapping[str, str] = {"TargetResult": "target", "ActualResult": "actual"}
TYPES = ("Strategic_Plan", "Performance_Plan", "Performance_Report")


def back(words: Mapping[str, str]) -> Mapping[str, str]:
    """The same words, from the register's to the document's."""
    return {own: said for said, own in words.items()}
