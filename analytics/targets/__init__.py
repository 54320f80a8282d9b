"""Whether a target of a programme is being reached: met or not, by chance or not, and how likely it still is.

    judge(target, snapshot, toegang), judge_all(snapshot, toegang, "GM0935", peiljaar=2021)

`series`: our figures per year beside the printed ones; `chance`: pure mathematics of years to come; `draws`: the years
to come of a series; `goals`: one goal; `judging`: a target as a whole.
"""

from analytics.targets.judging import ATTENTION, Judged, judge, judge_all, judge_in, judge_programme

__all__ = ["ATTENTION", "Judged", "judge", "judge_all", "judge_in", "judge_programme"]
