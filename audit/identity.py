"""Who a report is about: the unit's core name, its level of government and its place."""

from __future__ import annotations

import re

import msgspec

_PLACE = re.compile(
    r"^(?:中共|中国共产党)?(?P<province>[一-鿿]{2,7}?(?:省|自治区))?"
    # 某某区市场监督管理局, 某某县市政管理处: no city
    r"(?P<city>(?:(?![县区旗])[一-鿿]){1,9}?(?:市(?![场政容民监])|自治州|州(?!市)|盟|地区))?"
    r"(?P<county>[一-鿿]{1,9}?(?:自治县|自治旗|县|(?<![自治社园矿灾])区|旗|市(?![场政容民监])))?"
)
_PARTY = re.compile(
    r"委(?:办公室|员会办公室)?$|组织部|宣传部|统战部|政法委|党校|纪委|纪律检查|巡察|机要|编办|编制|老干部|直属机关工"
)
_BRANCH = re.compile(r"[（(](?:本级|机关|汇总|本部)[）)]$|本级$")


class Identity(msgspec.Struct, frozen=True):
    """A unit's name taken apart: `core` is the name without its places (财政局), `county` the lowest place named,
    `party` whether it is an organ of the party committee."""

    name: str
    core: str
    county: str
    city: str
    party: bool

    def is_called(self, other: str) -> bool:
        """Whether a name can be this unit's: the same core, one being the other's end or shortened form."""
        named = identity(other)
        if self.county and named.county and named.county not in self.name and named.county[:-1] not in self.county:
            return False
        theirs = named.core
        theirs = _plain(re.sub(r"^[省市州县区旗镇乡本我]", "", theirs) or theirs)
        mine = _plain(self.core)
        if not mine or not theirs:
            return True
        short, long = sorted((mine, theirs), key=len)
        return long.endswith(short) or _abbreviates(short, long)


def identity(unit: str) -> Identity:
    """The parts of a unit's name, as written in a title or a form."""
    name = _BRANCH.sub("", unit)
    places = _PLACE.match(name)
    county = (places.group("county") or "") if places else ""
    city = (places.group("city") or "") if places else ""
    core = name[places.end() :] if places else name
    if city and not county:
        county = city
    return Identity(name, core or name, county, city, bool(_PARTY.search(name)))


def _plain(core: str) -> str:
    """A core name without the words that short forms drop."""
    return core.removeprefix("人民").replace("办公室", "办").replace("委员会", "委")


def _abbreviates(short: str, long: str) -> bool:
    """Whether the short name's characters stand in the long one in order, with the same first and last one."""
    if not short or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(char in rest for char in short)
