"""Invented places, bodies and projects; none of them exists."""

from __future__ import annotations

import random

import msgspec

_PLACES = (
    ("云岭省", "澜溪县"), ("云岭省", "青岩区"), ("南屏省", "罗源坪县"), ("南屏省", "沅水市"), ("江右省", "石塘县"),
    ("蜀中省", "嘉川县"), ("蜀中省", "龙坛县"), ("巴山市", "渡口区"), ("岭东省", "观澜区"), ("中原省", "鹿台县"),
    ("关西省", "绵禾市"), ("淮左省", "棠溪县"), ("滨海省", "望潮区"), ("京西市", "槐树区"), ("河套省", "白草旗"),
    ("陇上省", "柳泉县"), ("荆楚北省", "云岫市"), ("浦江市", "浦汇区"),
)  # fmt: skip
_BODIES = (
    ("水利局", "水利",
     ("病险水库除险加固", "农村饮水工程维修养护", "山洪灾害防治", "河道清淤疏浚", "水土保持综合治理")),
    ("教育体育局", "教育",
     ("校舍维修改造", "义务教育均衡发展", "学前教育发展补助", "学生营养改善计划", "教师培训")),
    ("卫生健康局", "卫生健康",
     ("基本公共卫生服务", "计划生育奖励扶助", "重大传染病防控", "卫生人才培养", "医疗设备购置")),
    ("农业农村局", "农业农村",
     ("高标准农田建设", "耕地地力保护补贴", "动物疫病防控", "农机购置补贴", "农产品质量监测")),
    ("交通运输局", "交通运输",
     ("农村公路日常养护", "县乡道改造", "城乡公交运营补贴", "危桥改造", "交通执法装备")),
    ("民政局", "民政",
     ("高龄老人津贴", "城乡困难群众救助", "社区居家养老服务", "孤儿基本生活费", "殡葬基本服务补贴")),
    ("文化和旅游局", "文化旅游",
     ("公共文化场馆免费开放", "文物保护修缮", "送戏下乡", "旅游宣传推广", "非遗传承")),
    ("人力资源和社会保障局", "人社",
     ("职业技能提升培训", "公益性岗位补贴", "创业担保贷款贴息", "信息系统运维", "劳动监察")),
    ("应急管理局", "应急管理",
     ("自然灾害救助", "安全生产监管", "应急物资储备", "森林防火", "综合减灾示范社区")),
    ("生态环境局", "生态环境",
     ("大气污染防治", "农村环境综合整治", "环境监测能力建设", "饮用水水源地保护", "固废处置")),
    ("市场监督管理局", "市场监管",
     ("食品安全抽检", "特种设备检验", "药品监管", "质量强县", "消费维权")),
    ("林业和草原局", "林草",
     ("退耕还林还草", "森林生态效益补偿", "草原有害生物防治", "国土绿化", "林区道路")),
)  # fmt: skip
_OFFICES = (
    "办公室", "人事教育股", "计划财务股", "政策法规股", "行政审批股", "综合业务股", "监督检查股", "项目管理股",
    "安全生产股", "信息化建设股", "宣传培训股", "机关党委", "档案管理股", "信访接待股",
)  # fmt: skip
_SUBORDINATES = (
    "服务中心",
    "技术推广站",
    "综合执法大队",
    "监测站",
    "事务中心",
    "指导站",
    "培训中心",
    "信息中心",
    "质量检测所",
)
_FUNCTIONS = ("一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出", "节能环保支出", "农林水支出")

PROJECT_KINDS = (
    "信息系统运行维护经费", "专项工作经费", "基层干部培训经费", "设备购置", "宣传活动经费", "对象补助资金", "监测经费",
    "场所维修改造", "执法检查经费", "奖补资金", "普查经费", "规划编制经费", "政府购买服务", "图书资料购置",
    "应急物资储备",    "示范点建设", "数据采集经费", "服务站点运营补贴",
)  # fmt: skip


class Names(msgspec.Struct, frozen=True):
    """What things are called in one report, and another unit's name for slips."""

    province: str
    place: str
    body: str
    unit: str
    field: str
    stranger: str
    projects: tuple[str, ...]
    offices: tuple[str, ...]
    subordinates: tuple[str, ...]
    functions: tuple[str, ...]


def names(rng: random.Random) -> Names:
    """A unit of some place."""
    province, place = rng.choice(_PLACES)
    body, field, projects = rng.choice(_BODIES)
    stranger = rng.choice([other for other, _, _ in _BODIES if other != body])
    chosen = list(projects)
    rng.shuffle(chosen)
    return Names(
        province=province,
        place=place,
        body=body,
        unit=place + body,
        field=field,
        stranger=stranger,
        projects=tuple(chosen),
        offices=tuple(rng.sample(_OFFICES, rng.randint(5, 11))),
        subordinates=tuple(place + field + name for name in rng.sample(_SUBORDINATES, 8)),
        functions=tuple(rng.sample(_FUNCTIONS, 5)),
    )
