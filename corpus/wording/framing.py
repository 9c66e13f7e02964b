"""What stands round the figures: titles, grounds, duties, problems, measures, and figures that are none."""

from __future__ import annotations

from corpus.ink import decoy
from corpus.ledger import Ledger
from corpus.writer import Writer

DUTIES = (
    "贯彻执行国家有关{field}工作的方针政策和法律法规，拟订全{level}{field}事业发展规划并组织实施。",
    "负责{field}领域项目资金的申报、安排和监督管理，组织开展绩效评价。",
    "承担{field}系统安全生产、应急处置和信访维稳工作。",
    "指导基层{field}服务体系建设，推进信息化和人才队伍建设。",
    "组织开展{field}宣传教育和对外交流合作。",
    "完成上级交办的其他任务。",
)
RESULTS = (
    "坚持以人民为中心的发展思想，紧扣年度目标任务，统筹推进{field}各项工作，基础保障能力持续增强。",
    "健全工作机制，层层压实责任，形成了主要领导亲自抓、分管领导具体抓、业务股室抓落实的工作格局。",
    "加强制度建设，修订完善财务管理、合同管理、资产管理等内部控制制度，规范资金使用审批程序。",
    "深化“放管服”改革，优化办事流程，推动服务事项就近办、网上办、一次办。",
    "强化监督检查，定期通报项目进度，及时协调解决实施中的困难和问题。",
    "注重宣传引导，通过村村响广播、微信公众号等多种方式提高政策知晓面。",
    "着力补短板、强弱项，基层站所条件明显改善，群众获得感进一步提升。",
    "严格落实过紧日子要求，从严控制一般性支出，把有限资金用在刀刃上，确保重点工作顺利推进。",
    "项目建设严格执行项目法人制、招标投标制、工程监理制和合同管理制，资料归档规范，质量总体可控。",
    "积极争取上级支持，多渠道筹措资金，加快补齐基础设施和公共服务短板，发展后劲不断增强。",
    "健全常态化调度机制，对进度滞后的事项挂牌督办、销号管理，推动各项任务按时间节点落地见效。",
    "加强与相关部门的沟通衔接，实现信息共享，避免重复安排和多头申报。",
)
PROBLEMS = (
    "预算编制的科学性、精准性有待提高，部分支出年初预计不够充分。",
    "绩效指标设置不够细化，个别指标难以量化考核。",
    "部分项目前期准备不足，支出进度前慢后快。",
    "基层专业技术人员偏少，业务能力与新形势要求还有差距。",
)
MEASURES = (
    "进一步细化预算编制，提高年初预算到位率。",
    "加强绩效管理业务学习，完善绩效指标体系。",
    "建立项目储备和进度通报机制，加快支出进度。",
    "加大人才引进和培养力度，充实基层力量。",
)
REMARKS = (
    "围绕“两不愁三保障”、乡村振兴“二十字”方针和“{a}”工程，落实“{b}”机制。",
    "“{c}”考核和“双随机、一公开”监管同步推进，{d}以上老年人优先服务。",
    "开展{e}疫苗查漏补种宣传，推行“{f}”网格化管理。",
    "落实稳增长政策{g}，惠企政策实现“免申即享”。",
)


def basis(w: Writer, book: Ledger) -> str:
    """The documents a report rests on: all their numbers are names."""
    number = w.rng.randint(2, 48)
    own = decoy(f"{book.names.place[:1]}财绩〔{book.year + 1}〕{number}号")
    return w.pick(
        f"根据《中华人民共和国预算法》《项目支出绩效评价管理办法》（{decoy('财预〔2020〕10号')}）和《关于开展{book.year}年度"
        f"预算绩效自评工作的通知》（{own}）要求，{book.names.unit}组织开展了绩效自评，现将有关情况报告如下。",
        f"按照《中共中央 国务院关于全面实施预算绩效管理的意见》（{decoy('中发〔2018〕34号')}）和{book.names.place}财政局"
        f"《关于做好{book.year}年度部门整体支出绩效自评的通知》（{own}）精神，我单位认真开展自评，形成本报告。",
    )


def duties(w: Writer, book: Ledger, count: int) -> list[str]:
    """Numbered duties."""
    level = book.names.place[-1]
    chosen = w.rng.sample(DUTIES, min(count, len(DUTIES)))
    return [decoy(f"{n}.") + text.format(field=book.names.field, level=level) for n, text in enumerate(chosen, 1)]


def results(w: Writer, book: Ledger, count: int) -> list[str]:
    """Paragraphs without figures."""
    paragraphs = ["".join(w.rng.sample(RESULTS, w.rng.randint(1, 5))) for _ in range(count)]
    return [text.format(field=book.names.field) for text in dict.fromkeys(paragraphs)]


def slogans(w: Writer, book: Ledger) -> str:
    """Digits in names and slogans."""
    texts = [
        text.format(
            a=decoy("1＋5＋N"),
            b=decoy("3311"),
            c=decoy("831"),
            d=decoy("60岁"),
            e=decoy("23价肺炎"),
            f=decoy("1+3+X"),
            g=decoy("省22条、市20条、区24条"),
        )
        for text in w.rng.sample(REMARKS, 2)
    ]
    return "".join(texts)


def problems(w: Writer, book: Ledger) -> list[str]:
    """Problems and, in the same order, what is to be done."""
    chosen = sorted(w.rng.sample(range(len(PROBLEMS)), w.rng.randint(2, 3)))
    words = "一二三"
    said = "".join(f"{words[n]}是{PROBLEMS[c]}" for n, c in enumerate(chosen))
    done = "".join(f"{words[n]}是{MEASURES[c]}" for n, c in enumerate(chosen))
    return [said, done]
