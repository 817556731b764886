"""StratML documents of our own: a small plan and report by hand, and any number of others drawn at random."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st
from lxml import etree

from servanda.exchange.formats.stratml.shape import Part, Schema, Shape, schema

PLAN = b"""<?xml version="1.0" encoding="UTF-8"?>
<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core">
  <Name>Clean river plan</Name>
  <Description>What the river board means to do.</Description>
  <StrategicPlanCore>
    <Organization>
      <Name>River Board</Name><Acronym>RB</Acronym><Identifier>_org-rb</Identifier>
      <Description>A board of two towns.</Description>
      <Stakeholder StakeholderTypeType="Organization"><Name>Town of Alm</Name><Description>U</Description></Stakeholder>
      <Stakeholder StakeholderTypeType="Generic_Group"><Name>Anglers</Name></Stakeholder>
    </Organization>
    <Vision><Description>A river to swim in.</Description><Identifier>_vision</Identifier></Vision>
    <Mission><Description/></Mission>
    <Value><Name>Openness</Name></Value>
    <Value><Name>Care</Name><Description>We leave it better.</Description></Value>
    <Value><Description>without a name</Description></Value>
    <Goal>
      <Name>Clean water</Name><Description>Less goes in.</Description><Identifier>_goal-1</Identifier>
      <SequenceIndicator>1</SequenceIndicator>
      <Stakeholder StakeholderTypeType="Person"><Name>Ada Weir</Name></Stakeholder>
      <Stakeholder><Name/></Stakeholder>
      <OtherInformation>See the yearly survey.</OtherInformation>
      <Objective><Name>Sewers</Name><Identifier>_obj-1-1</Identifier><SequenceIndicator>1.1</SequenceIndicator></Objective>
      <Objective><Description>Farmers leave a strip.</Description><SequenceIndicator>1.2</SequenceIndicator></Objective>
      <Objective/>
    </Goal>
  </StrategicPlanCore>
  <AdministrativeInformation>
    <StartDate>2020-01-01</StartDate><EndDate>2024-12-31</EndDate><PublicationDate>2020-02-15</PublicationDate>
    <Source>https://river.example/plan</Source>
    <Submitter><GivenName>Ada</GivenName><Surname>Weir</Surname><EmailAddress>ada@river.example</EmailAddress></Submitter>
  </AdministrativeInformation>
</StrategicPlan>
"""

# A report that departs from the standard in every way that is met in real ones.
REPORT = b"""<?xml version="1.0" encoding="UTF-8"?>
<PerformancePlanOrReport Type="Performance_Report" xmlns="urn:other">
  <id/>
  <Name>River report</Name>
  <StrategicPlanCore>
    <Organization><Name>River Board</Name><Identifier>17-rb</Identifier></Organization>
    <Goals>
      <Goal>
        <Description>Less goes in.</Description>
        <Name>Clean water</Name>
        <Identifier>_same</Identifier>
        <Objective>
          <Name>Sewers</Name><Identifier>_same</Identifier>
          <OtherInformation>Half the town is connected.</OtherInformation>
          <Stakeholder><Name>Alm</Name><Role><Name>Builder</Name><RoleType>Performer</RoleType></Role></Stakeholder>
          <PerformanceIndicator IndicatorType="Quantitative" Colour="red">
            <UnitOfMeasurement>houses</UnitOfMeasurement>
            <MeasurementDimension>Houses connected</MeasurementDimension>
            <MeasurementInstance>
              <TargetResult><NumberOfUnits>1000</NumberOfUnits><StartDate>2021-01-01</StartDate><EndDate>2021-12-31</EndDate></TargetResult>
              <ActualResult><NumberOfUnits>0</NumberOfUnits><EndDate>2021-12-31</EndDate></ActualResult>
              <ActualResult><NumberOfUnits>about 40</NumberOfUnits><EndDate>2022-06-30</EndDate></ActualResult>
              <ActualResult><StartDate>2022-01-01</StartDate><NumberOfUnits/></ActualResult>
            </MeasurementInstance>
          </PerformanceIndicator>
        </Objective>
      </Goal>
    </Goals>
  </StrategicPlanCore>
  <AdministrativeInformation>
    <StartDate>2021</StartDate><EndDate>soon</EndDate><PublicationDate>2022-07-01</PublicationDate>
    <Submitter><FirstName>Ada</FirstName><LastName>Weir</LastName></Submitter>
  </AdministrativeInformation>
  <Colour><Shade>blue</Shade></Colour>
</PerformancePlanOrReport>
"""

HOME_MADE = b"""<StrategicPlan>
  <Name>Home-made</Name>
  <Goals><Goal><Name>Bread</Name><Objectives><Objective><Name>Loaves</Name><PerformanceIndicators>
    <PerformanceIndicator><Name>Loaves a day</Name><UnitOfMeasure>loaves</UnitOfMeasure>
      <Target><MeasureValue>12</MeasureValue></Target>
      <ActualResults>
        <Result><Date>2023-Q2</Date><Actual><MeasureValue>9.5</MeasureValue></Actual></Result>
        <Result><Date>some day</Date><Actual><MeasureValue>8</MeasureValue></Actual></Result>
      </ActualResults>
    </PerformanceIndicator>
  </PerformanceIndicators></Objective></Objectives></Goal></Goals>
</StrategicPlan>
"""

_DAYS = ("2019-01-01", "2020-02-29", "2021-12-31")
_TYPED = {
    "xs:date": _DAYS,
    "DayOrNothing": (*_DAYS, ""),
    "NumberOrNothing": ("0", "12.50", "-3", "1000", ""),
}
_OFTEN = ("Goal", "Stakeholder", "TargetResult", "Organization")


@dataclass
class Drawn:
    """A drawn document: its bytes, and its texts, each of which is in it once."""

    data: bytes
    texts: list[str] = field(default_factory=list)


@dataclass
class _Drawing:
    draw: st.DrawFn
    of: Schema
    space: str
    strange: bool
    drawn: Drawn = field(default_factory=lambda: Drawn(b""))
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def text(self, kind: str) -> str:
        if kind == "xs:ID":
            return f"_id{next(self.numbers)}"
        if kind in self.of.words:
            return self.draw(st.sampled_from(sorted(self.of.words[kind])))
        if kind in _TYPED:
            return self.draw(st.sampled_from(_TYPED[kind]))
        if kind != "xs:anyURI" and self.draw(st.integers(0, 4)) == 0:
            return ""
        told = f"{self.draw(st.sampled_from(('word', 'Söz', '“q” & <b>')))} {next(self.numbers)}x"
        self.drawn.texts.append(told)
        return told

    def element(self, shape: Shape) -> etree._Element:
        made = etree.Element(f"{{{self.space}}}{shape.name}" if self.space else shape.name)
        for name, words in shape.attributes.items():
            if name in shape.required or self.draw(st.booleans()):
                made.set(name, self.draw(st.sampled_from(sorted(words))))
        if shape.type:
            made.text = self.text(shape.type)
        for child in shape.children:
            most = (2 if child.name in _OFTEN else 1) if child.most is None else child.most
            for _ in range(self.draw(st.integers(child.least, max(child.least, most)))):
                made.append(self.element(self.of.shapes[child.name]))
        if self.strange:
            _disorder(self.draw, made, lambda: self.text("xs:string"))
        return made


@st.composite
def documents(draw: st.DrawFn, strange: bool = False) -> Drawn:
    """Valid documents of either part; ``strange`` ones have elements out of place, unknown or without namespace."""
    parts: tuple[Part, ...] = (1, 2)
    of = schema(draw(st.sampled_from(parts)))
    space = draw(st.sampled_from((of.namespace, "", "urn:other"))) if strange else of.namespace
    drawing = _Drawing(draw, of, space, strange)
    root = drawing.element(of.shapes[of.root])
    drawing.drawn.data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return drawing.drawn


def _disorder(draw: st.DrawFn, made: etree._Element, text: Callable[[], str]) -> None:
    if len(made) and draw(st.integers(0, 3)) == 0:
        made.append(made[0])  # moves it to the end
    if draw(st.integers(0, 9)) == 0:
        etree.SubElement(
            made, draw(st.sampled_from(("Colour", "FirstName", "Goals", "Result", "Submitter")))
        ).text = text()
