"""The rule compiler: 评分细则 text to a typed rule."""

from extract.rubric.compiling import compile_rule
from extract.rubric.scoring import RATES, Band, Bound, Formula, Gain, Kind, Operand, ScoringRule, Step

__all__ = ["RATES", "Band", "Bound", "Formula", "Gain", "Kind", "Operand", "ScoringRule", "Step", "compile_rule"]
