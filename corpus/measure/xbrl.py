"""The sums of reports as an XBRL instance, validated by Arelle after Calculations 1.1 (round to nearest).

Each sum is a context of its own in which a total and its parts are reported, every fact with the decimals that its
printed figure has; a calculation linkbase relates part to total. Arelle brings the schemas that this needs: it works
offline. It is an optional dependency (`pip install gouji[bench]`).
"""

from __future__ import annotations

import importlib.metadata
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

_ARCROLE = "https://xbrl.org/2023/arcrole/summation-item"
_NAMESPACES = (
    'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:s="urn:sums"'
)


class Term(msgspec.Struct, frozen=True):
    """A printed figure: its value and one unit of its last printed place, a power of ten."""

    value: Decimal
    step: Decimal

    @property
    def decimals(self) -> int:
        return -self.step.adjusted()


class Sum(msgspec.Struct, frozen=True):
    """What a report adds up."""

    total: Term
    parts: tuple[Term, ...]


def arelle() -> str | None:
    """Version of Arelle, None where it is not installed."""
    try:
        return importlib.metadata.version("arelle-release")
    except importlib.metadata.PackageNotFoundError:
        return None


def _concepts(most: int) -> list[str]:
    return ["total", *(f"part{number}" for number in range(1, most + 1))]


def _schema(concepts: Sequence[str]) -> Iterator[str]:
    yield f'<xsd:schema {_NAMESPACES} targetNamespace="urn:sums" elementFormDefault="qualified">'
    yield '<xsd:annotation><xsd:appinfo><link:linkbaseRef xlink:type="simple" xlink:href="sums-cal.xml"'
    yield ' xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/></xsd:appinfo></xsd:annotation>'
    yield '<xsd:import namespace="http://www.xbrl.org/2003/instance"'
    yield ' schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
    for name in concepts:
        yield f'<xsd:element id="{name}" name="{name}" type="xbrli:decimalItemType" substitutionGroup="xbrli:item"'
        yield ' xbrli:periodType="instant" nillable="true"/>'
    yield "</xsd:schema>"


def _linkbase(concepts: Sequence[str]) -> Iterator[str]:
    yield f'<link:linkbase {_NAMESPACES}><link:arcroleRef arcroleURI="{_ARCROLE}" xlink:type="simple"'
    yield ' xlink:href="https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item"/>'
    yield '<link:calculationLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
    for name in concepts:
        yield f'<link:loc xlink:type="locator" xlink:href="sums.xsd#{name}" xlink:label="{name}"/>'
    for order, name in enumerate(concepts[1:], 1):
        yield f'<link:calculationArc xlink:type="arc" xlink:arcrole="{_ARCROLE}" xlink:from="total" xlink:to="{name}"'
        yield f' weight="1" order="{order}"/>'
    yield "</link:calculationLink></link:linkbase>"


def _instance(sums: Sequence[Sum]) -> Iterator[str]:
    yield f'<xbrli:xbrl {_NAMESPACES}><link:schemaRef xlink:type="simple" xlink:href="sums.xsd"/>'
    yield '<xbrli:unit id="u"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>'
    for number, one in enumerate(sums):
        yield f'<xbrli:context id="c{number}"><xbrli:entity><xbrli:identifier scheme="urn:sum">{number}'
        yield "</xbrli:identifier></xbrli:entity>"
        yield "<xbrli:period><xbrli:instant>2020-12-31</xbrli:instant></xbrli:period></xbrli:context>"
        for name, term in zip(_concepts(len(one.parts)), (one.total, *one.parts), strict=True):
            facts = f'contextRef="c{number}" unitRef="u" decimals="{term.decimals}"'
            yield f"<s:{name} {facts}>{term.value:f}</s:{name}>"
    yield "</xbrli:xbrl>"


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(lines), "utf-8")


def inconsistent(sums: Sequence[Sum]) -> frozenset[int]:
    """Numbers of the sums that Arelle calls inconsistent. Raises RuntimeError if it does not load them cleanly."""
    from arelle.Cntlr import Cntlr
    from arelle.ValidateXbrlCalcs import ValidateCalcsMode, validate

    if not sums:
        return frozenset()
    concepts = _concepts(max(len(one.parts) for one in sums))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "sums.xsd", _schema(concepts))
        _write(folder / "sums-cal.xml", _linkbase(concepts))
        _write(folder / "sums.xbrl", _instance(sums))
        control = Cntlr(hasGui=False, logFileName="logToBuffer", disable_persistent_config=True)
        control.webCache.workOffline = True
        try:
            model = control.modelManager.load(str(folder / "sums.xbrl"))
            if model is None or model.errors or len(model.contexts) != len(sums):
                raise RuntimeError(f"Arelle did not load the sums: {getattr(model, 'errors', None)}")
            found = list(validate(model, ValidateCalcsMode.ROUND_TO_NEAREST))
        finally:
            control.close()
    return frozenset(int(one.args["contextID"].removeprefix("c")) for one in found)
