"""Choices that live in the URL, by id: a shared link reopens the view, nonsense falls back and leaves the URL.

Streamlit's own binding writes the label into the URL; labels get better over time and links must not break then.
"""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from analytics import access
from analytics.areas import Niveau, at_level
from analytics.coverage import Coverage, coverage
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection
from analytics.periods import Period, Stap, cut
from analytics.snapshots import Snapshot
from analytics.views import common, themes
from pages.shared.components import chosen

LEVELS = (Niveau.BUURT, Niveau.WIJK)  # what a map or a list of areas can be made of


def select(key: str, label: str, options: Mapping[str, str], default: str, width: int = 260) -> str:
    """A menu. `options`: id -> text; returns the id chosen. `width` in px, less where the screen is smaller."""
    adopt(key, options, default)
    st.selectbox(label, list(options), format_func=lambda option: options.get(option, option), key=key, width=width)
    return _say(label, options, publish(key, default))


def switch(key: str, label: str, options: Mapping[str, str], default: str) -> str:
    """A row of buttons for two to four options. `options`: id -> text; returns the id chosen."""
    adopt(key, options, default)
    st.segmented_control(
        label, list(options), format_func=lambda option: options.get(option, option), key=key, required=True
    )
    return _say(label, options, publish(key, default))


def _say(label: str, options: Mapping[str, str], value: str) -> str:
    st.session_state["in_words"][label] = options.get(value, value)
    return value


def chosen_in_words() -> dict[str, str]:
    """What every menu and row of buttons of this run stands at, by its label: for paper, where there are none."""
    return dict(st.session_state["in_words"])


def begin(page: str) -> None:
    """Before the first control of a page: nothing has been chosen yet in this run."""
    st.session_state["arrived"] = st.session_state.get("page") != page
    st.session_state["page"] = page
    st.session_state["choices"], st.session_state["possible"], st.session_state["in_words"] = {}, set(), {}
    st.session_state.setdefault("url", {})


def finish() -> None:
    """After the last control: the choices of this page into the URL, in one step that one 'back' undoes.

    What the page does not know, or opens with, leaves the URL.
    """
    choices = st.session_state["choices"]
    if st.query_params.to_dict() != choices:
        st.query_params.from_dict(choices)
    st.session_state["url"] = dict(choices)


def adopt(key: str, options: Mapping[str, str], default: str) -> None:
    """Take the value from the URL when the URL moved (a link, the back button); fall back when it is nonsense.

    On arrival the value is always set: to Streamlit a menu of another page is another one, which starts empty. A
    choice made on the page before then comes along.
    """
    asked = st.query_params.get(key)
    arrived = st.session_state["arrived"]
    kept = st.session_state.get(f"kept:{key}")
    if kept in options:
        st.session_state["possible"].add(key)
    if moved(key):
        wanted = (asked, kept) if arrived and asked is None else (asked,)
        st.session_state[key] = next((value for value in wanted if value in options), default)
    elif st.session_state.get(key) not in options:
        st.session_state[key] = kept if kept in options else default
    st.session_state["url"][key] = asked  # a run that is cut short by the next has adopted it all the same


def moved(key: str) -> bool:
    """Whether the address has another value than the last run left there: a link, the back button, another page."""
    return bool(st.session_state["arrived"]) or st.query_params.get(key) != st.session_state["url"].get(key)


def forget(*keys: str) -> None:
    """What was chosen before does not come along."""
    for key in keys:
        st.session_state.pop(f"kept:{key}", None)


def publish(key: str, default: str) -> str:
    """Note the value for the URL (a default stays out of it) and return it."""
    value = str(st.session_state[key])
    if value != default:
        st.session_state["choices"][key] = value
    if value != default or key in st.session_state["possible"]:  # chosen, not just what a page opens with
        st.session_state[f"kept:{key}"] = value
    return value


def theme(offered: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """Narrow what is on offer to one theme of Kernbeleid, or to none of them.

    The indicator that an address asks for comes first: a theme chosen earlier, on another page, never hides it.
    """
    names = {"": _("alle thema's"), **themes.names_of(one.thema for one in offered)}
    if len(names) < 3:  # one theme is no choice
        return offered
    asked = st.query_params.get("indicator")
    own = next((one.thema for one in offered if one.id == asked and moved("indicator")), None)
    if own is not None and st.session_state.get("kept:thema") != own:
        st.session_state["kept:thema"] = ""
    adopt("thema", names if own is None else {code: "" for code in names if code in ("", own)}, "")
    st.selectbox(_("Thema"), list(names), format_func=lambda code: names.get(code, code), key="thema", width=190)
    chosen = publish("thema", "")
    return tuple(one for one in offered if chosen in ("", one.thema))


def indicator(offered: tuple[Indicator, ...], wanted: tuple[Indicator, ...]) -> Indicator:
    """Choose an indicator from those on offer (at least one), by theme; opens with the first wanted one."""
    offered = theme(offered)
    default = common.first_of(wanted, offered) or offered[0]
    picked = select("indicator", _("Onderwerp"), {i.id: i.titel for i in offered}, default.id)
    return next(i for i in offered if i.id == picked)


def level(niveaus: tuple[Niveau, ...]) -> Niveau:
    """Choose a level from those that have figures."""
    texts = {Niveau.BUURT: _("buurt"), Niveau.WIJK: _("wijk"), Niveau.GEMEENTE: _("gemeente")}
    return Niveau(switch("niveau", _("Niveau"), {n.value: texts[n] for n in niveaus}, niveaus[0].value))


def period(known: Coverage) -> Period:
    """Choose a period from those known."""
    choices = common.period_choices(known)
    names = {key: common.period_name(key, value, known) for key, value in choices.items()}
    return choices[select("periode", _("Periode"), names, next(iter(names)), width=330)]


def measure_as(snapshot: Snapshot, of: Indicator, *, counts: bool = True) -> tuple[bool, str]:
    """Choose what a count is shown as: (absoluut, noemer). Surveys have nothing to choose; `counts`: also the count."""
    options = common.measure_choices(of, snapshot) if counts else common.rate_choices(of, snapshot)
    if len(options) < 2:
        only = next(iter(options), "")
        return only == common.COUNT, "" if only == common.COUNT else only
    picked = switch("maat", _("Tonen als"), options, next(iter(options)))
    return (True, "") if picked == common.COUNT else (False, picked)


def one_period(
    snapshot: Snapshot, offered: tuple[Indicator, ...], wanted: tuple[Indicator, ...], *, counts: bool
) -> tuple[Indicator, Selection]:
    """Choose an indicator, a level, a period and what to show it as; every later choice has figures for the earlier."""
    picked = indicator(offered, wanted)
    niveau = level(tuple(n for n in LEVELS if not coverage(snapshot, picked, n).is_empty))
    over = period(coverage(snapshot, picked, niveau))
    absoluut, noemer = measure_as(snapshot, picked, counts=counts)
    return picked, selection(snapshot, niveau, over, absoluut, noemer)


def area(snapshot: Snapshot, niveaus: tuple[Niveau, ...]) -> str:
    """Choose one area from these levels, or an area of attention, by code."""
    areas = [a for niveau in niveaus for a in at_level(snapshot, niveau)]
    texts = {Niveau.GEMEENTE: _("{name} (hele gemeente)"), Niveau.WIJK: _("{name} (wijk)")}
    names = {a.code: texts.get(a.niveau, "{name}").format(name=a.naam) for a in areas}
    return select("gebied", _("Gebied"), names | attention_names(snapshot), areas[0].code)


def attention_names(snapshot: Snapshot) -> dict[str, str]:
    """The areas of attention for a menu, apart from the other areas; a closed one only for who has a link to it."""
    asked = {st.query_params.get("gebied"), st.session_state.get("gebied")}
    ended = {one.code for one in snapshot.eigen if one.gesloten}
    return {
        a.code: (_("{name} (gesloten aandachtsgebied)") if a.code in ended else _("{name} (aandachtsgebied)")).format(
            name=a.naam
        )
        for a in at_level(snapshot, Niveau.AANDACHT)
        if a.code not in ended or a.code in asked
    }


def selection(snapshot: Snapshot, niveau: Niveau, over: Period, absoluut: bool = False, noemer: str = "") -> Selection:
    """The selection of one whole period."""
    return Selection(
        snapshot, access.current(), niveau, over.van, over.tot, Stap.GEHEEL, absoluut=absoluut, noemer=noemer
    )


def any_period(snapshot: Snapshot, niveau: Niveau, absoluut: bool = False, noemer: str = "") -> Selection:
    """A selection for views that choose their own periods: only snapshot, access, level and measure matter."""
    return selection(snapshot, niveau, cut(date(2000, 1, 1), date(2001, 1, 1), Stap.JAAR)[0], absoluut, noemer)


def chosen_area(snapshot: Snapshot, niveau: Niveau, *components: str) -> str | None:
    """The area chosen on one of these components or in the URL; None when there is none at this level."""
    codes = {area.code: area.naam for area in at_level(snapshot, niveau)}
    adopt("gebied", {"": "", **codes}, "")
    clicked = next((code for key in components if (code := chosen(key)) in codes), None)
    if clicked is not None:
        st.session_state["gebied"] = clicked
    return publish("gebied", "") or None


def forget_area() -> None:
    """No area chosen any more."""
    st.session_state["gebied"] = ""
