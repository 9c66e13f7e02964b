"""Fields of Word whose meaning stands in their code and not in a result: equations, symbols, buttons."""

from __future__ import annotations

import re

_CIRCLES = "○◯〇"
_ARGUMENTS = re.compile(r"\\([a-z]+)((?:\\[a-z]+\s*-?\d*\s*)*)\(", re.IGNORECASE)
_SYMBOL = re.compile(r"\s*SYMBOL\s+(0x[0-9a-f]+|\d+)", re.IGNORECASE)
_DEEPEST = 8


def field_name(code: str) -> str:
    """The name of a field, in capitals: EQ, SYMBOL, PAGEREF …"""
    return code.strip().split(" ")[0].split("\\")[0].upper() if code.strip() else ""


def is_uncomputed(code: str, result: str) -> bool:
    """Whether a field is a formula (=SUM(ABOVE)) that nobody let compute: it shows nothing until then."""
    return code.lstrip().startswith("=") and not result.strip()


def shown_by_code(code: str, result: str) -> str:
    """What a field shows where the file keeps no usable result for it; empty where the result serves."""
    name = field_name(code)
    if name == "EQ" and not result.strip("\x01 "):
        return _equation(code.strip()[2:], 0)
    if name == "SYMBOL":
        match = _SYMBOL.match(code)
        value = int(match[1], 0) if match else 0
        return chr(value) if 32 <= value < 0x10000 and not result.strip() else ""
    if name in ("MACROBUTTON", "GOTOBUTTON"):  # name of the macro or place, then the words to click on
        return code.strip().partition(" ")[2].strip().partition(" ")[2].strip()
    return ""


def _equation(code: str, depth: int) -> str:
    """An equation field as plain text: fractions as a/b, ruby and stacked characters as their base, the rest as
    its arguments in turn."""
    shown: list[str] = []
    at = 0
    while depth < _DEEPEST:
        match = _ARGUMENTS.search(code, at)
        if not match:
            break
        arguments, at = _split(code, match.end())
        shown.append(_switch(match[1].lower(), match[2], arguments, depth))
    if not shown:
        return "" if "\\*" in code else code.strip().strip('"')
    return "".join(shown)


def _switch(kind: str, options: str, arguments: list[str], depth: int) -> str:
    inner = [_equation(argument, depth + 1) if "(" in argument else _bare(argument) for argument in arguments]
    if kind == "f":
        return "/".join(inner)
    if kind == "r":
        return "√" + inner[-1] if inner else ""
    if kind == "s" and r"\up" in options.lower() and depth:
        return ""
    if kind == "o" and any(argument.strip() in _CIRCLES for argument in inner):
        kept = [argument for argument in inner if argument.strip() not in _CIRCLES]
        return "".join(_circled(argument) for argument in kept)
    return "".join(inner)


def _bare(argument: str) -> str:
    return argument.strip().strip('"')


def _circled(text: str) -> str:
    """① to ⑳ for a digit put into a circle by hand, other characters as they are."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 20:
        return chr(0x2460 + int(text) - 1)
    return text


def _split(code: str, at: int) -> tuple[list[str], int]:
    """The arguments of a switch whose bracket was opened just before `at`, and where it closes."""
    arguments, depth, begin = [], 1, at
    while at < len(code):
        letter = code[at]
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
            if not depth:
                break
        elif letter in ",;" and depth == 1:
            arguments.append(code[begin:at])
            begin = at + 1
        at += 1
    return [*arguments, code[begin:at]], at + 1
