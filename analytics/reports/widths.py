"""How wide the columns of a table on paper are: numbers whole, words as wide as there is room, nothing on another."""

from collections.abc import Sequence
from dataclasses import dataclass

SIGN = 0.5  # mean width of a sign, in letter sizes; more than the letters of the house need
LONGEST = 30  # signs of a cell of words that stay on one line where there is room
AIR = 9.0  # points between what stands in two columns


@dataclass(frozen=True)
class Need:
    """What a column asks for, in points: at the least (its longest word or number), and to have each text on a line."""

    least: float
    whole: float
    stretches: bool


def need(head: str, texts: Sequence[str], *, words: bool, size: float, extra: float = 0.0) -> Need:
    """The need of a column with this head and these cells; `extra`: what is drawn beside each of them."""
    signs = SIGN * size
    longest_word = max((len(word) for text in (head, *(texts if words else ())) for word in text.split()), default=1)
    longest = max(map(len, texts), default=1)
    number = 0.0 if words else extra + signs * longest
    least = max(signs * min(longest_word, LONGEST), number) + AIR
    whole = max(least, signs * min(longest, LONGEST) + extra + AIR)
    return Need(least, whole, words)


def divided(needs: Sequence[Need], room: float) -> list[float]:
    """The room over the columns. Where it is short each gives up some of what it has above its least; what is left over
    goes to the columns of words, by what they hold."""
    least, whole = sum(one.least for one in needs), sum(one.whole for one in needs)
    if whole > room:
        share = max(room - least, 0.0) / (whole - least) if whole > least else 0.0
        widths = [one.least + share * (one.whole - one.least) for one in needs]
        return [width * min(1.0, room / sum(widths)) for width in widths]
    spare = room - whole
    stretching = sum(one.whole for one in needs if one.stretches) or sum(one.whole for one in needs)
    every = not any(one.stretches for one in needs)
    return [one.whole + (spare * one.whole / stretching if one.stretches or every else 0.0) for one in needs]


def fits(needs: Sequence[Need], room: float) -> bool:
    """Whether each column can have at least a place for its longest word or number."""
    return sum(one.least for one in needs) <= room
