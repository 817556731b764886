"""Files of IATI activities of our own, in an old and a newer version."""

OLD = b"""<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="1.03" generated-datetime="2013-04-30T16:49:24Z">
  <record source-url="https://aid.example/river.xml" contact-email="desk@aid.example"/>
  <iati-activity xml:lang="en" default-currency="gbp" hierarchy="1">
    <reporting-org ref="XA-1" type="10">River Aid</reporting-org>
    <participating-org ref="XA-1" role="Funding">River Aid</participating-org>
    <participating-org ref="52000" type="70" role="Implementing">Dike Works Ltd</participating-org>
    <participating-org ref="52000" role="Implementing">Pump Works Ltd</participating-org>
    <participating-org/>
    <iati-identifier>XA-1-77</iati-identifier>
    <other-identifier owner-name="River Aid">77</other-identifier>
    <title>Dikes for Alm</title>
    <description>Raise the dikes.</description>
    <activity-date type="start-actual">2010-04-01</activity-date>
    <activity-date type="end-actual" iso-date="2014-12-31"/>
    <activity-date type="end-planned" iso-date="2013-12-31">2013-12-31</activity-date>
    <activity-date type="end-planned">whenever</activity-date>
    <activity-status code="2">Implementation</activity-status>
    <recipient-country code="AL" percentage="60">Alm</recipient-country>
    <recipient-country code="BE" percentage="40"/>
    <transaction><value value-date="2010-04-01">1,000.50</value><transaction-type code="C">Commitment</transaction-type>
      <transaction-date iso-date="2010-04-01">Commitment to April</transaction-date></transaction>
    <transaction><value currency="EUR" value-date="2011-02-01">20</value><transaction-type code="D"/>
      <transaction-date iso-date="2011-02-01"/><receiver-org ref="Excluded">Name withheld</receiver-org></transaction>
    <transaction><value currency="EUR" value-date="2011-02-01">20</value><transaction-type code="D"/>
      <transaction-date iso-date="2011-02-01"/><receiver-org ref="Excluded">Name withheld</receiver-org></transaction>
    <transaction ref="t4"><value currency="euro">0</value><transaction-type code="IF"/>
      <transaction-date iso-date="2011-03-01"/></transaction>
    <transaction ref="t5"><value>7</value><transaction-type code="IF"/><provider-org>Lottery</provider-org>
      <transaction-date iso-date="2013-09-01"/><description>second half</description></transaction>
    <transaction><value>a lot</value><transaction-type code="D"/></transaction>
    <budget type="Original"><period-start iso-date="2010-04-01"/><period-end iso-date="2011-03-31"/>
      <value value-date="2010-04-01">500</value></budget>
    <budget type="Original"><period-start iso-date="2010-04-01"/><period-end iso-date="2011-03-31"/>
      <value value-date="2010-04-01">600</value></budget>
  </iati-activity>
  <iati-activity><reporting-org ref="XA-1">River Aid</reporting-org><title>Nameless</title></iati-activity>
</iati-activities>
"""

NEW = b"""<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03" generated-datetime="2020-05-01">
  <iati-activity xml:lang="en" default-currency="USD">
    <iati-identifier>XA-1-88</iati-identifier>
    <reporting-org ref="XA-1"><narrative>River Aid</narrative>
      <narrative xml:lang="fr">Aide fluviale</narrative></reporting-org>
    <title><narrative>Wells</narrative><narrative xml:lang="fr">Puits</narrative></title>
    <description type="2"><narrative>Water for all.</narrative></description>
    <participating-org ref="XB-2" role="1"><narrative>Fund</narrative></participating-org>
    <activity-date type="1" iso-date="2020-06-01"/><activity-date type="9" iso-date="2020-06-01"/>
    <activity-status code="1"/>
    <planned-disbursement><period-start iso-date="2021-01-01"/><value>100</value></planned-disbursement>
    <result type="1">
      <title><narrative>Access</narrative></title>
      <indicator measure="2">
        <title><narrative>Homes with water</narrative></title>
        <baseline year="2019" value="10"><comment><narrative>survey</narrative></comment></baseline>
        <period><period-start iso-date="2020-01-01"/><period-end iso-date="2020-03-31"/>
          <target value="12.5"/><actual value="0"/></period>
        <period><period-start iso-date="2020-04-01"/><period-end iso-date="2020-12-31"/>
          <target value="20"/><actual value="about 15"/><actual/></period>
      </indicator>
    </result>
  </iati-activity>
</iati-activities>
"""
