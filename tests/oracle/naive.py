"""measure() once more, as slowly and plainly as can be: lists of dicts, loops and the definitions in words.

No SQL, no pandas, and nothing of analytics: what both implementations agree on is not the same mistake twice.
Intervals by scipy's chi-square distribution.
"""

from datetime import date

from scipy.stats import chi2


def next_month(day):
    return date(day.year + 1, 1, 1) if day.month == 12 else date(day.year, day.month + 1, 1)


def months_of(van, tot):
    """First days of the months in [van, tot)."""
    found = []
    while van < tot:
        found.append(van)
        van = next_month(van)
    return found


def year_before(day):
    return date(day.year - 1, day.month, 1)


def cut(van, tot, stap):
    """{label: (van, tot)}"""
    months = months_of(van, tot)
    ends = [next_month(month) for month in months]
    if stap == "geheel":
        return {"geheel": (van, tot)}
    if stap == "naast_vorig_jaar":
        return {"eerder": (year_before(van), year_before(tot)), "geheel": (van, tot)}
    if stap == "maand":
        return {f"{m.year}-{m.month:02}": (m, end) for m, end in zip(months, ends, strict=True)}
    if stap == "voortschrijdend":
        return {f"{m.year}-{m.month:02}": (year_before(end), end) for m, end in zip(months, ends, strict=True)}
    if stap == "kwartaal":
        found = {}
        for i in range(0, len(months), 3):
            found[f"{months[i].year}-Q{(months[i].month + 2) // 3}"] = (months[i], ends[i + 2])
        return found
    years = sorted({month.year for month in months})
    if stap == "jaar":
        return {str(year): (date(year, 1, 1), date(year + 1, 1, 1)) for year in years}
    return {str(year): (date(year, 1, 1), next_month(date(year, months[-1].month, 1))) for year in years}


class City:
    """The rows of a delivery, asked with loops. `buurten`: {code: wijk}; `stad`: the own municipality; `eigen`: areas
    of attention, {code: [(buurt, street or "" for all of it)]}."""

    def __init__(self, stad, buurten, registraties, dekking, kerncijfers, enquete, eigen=None):
        self.eigen = eigen or {}
        self.stad, self.buurten = stad, buurten
        self.registraties, self.dekking = registraties, dekking
        self.kerncijfers, self.enquete = kerncijfers, enquete

    def areas(self, niveau):
        if niveau == "buurt":
            return sorted(self.buurten)
        if niveau == "wijk":
            return sorted(set(self.buurten.values()))
        if niveau == "gemeente":
            return [self.stad]
        if niveau == "aandachtsgebied":
            return sorted(self.eigen)
        others = {row["gebied"] for row in self.dekking if row["soort_gebied"] == "gemeente"}
        others |= {row["gebied"] for row in self.enquete if row["gebied"][:2] == "GM"}
        return sorted({self.stad} | others)

    def buurten_of(self, area):
        if area in self.eigen:
            return sorted({buurt for buurt, _straat in self.eigen[area]})
        return [code for code, wijk in self.buurten.items() if area in (code, wijk, self.stad)]

    def count(self, niveau, area, kinds, van, tot):
        """Registrations within the period, whether or not they were delivered as a whole."""
        total = 0
        for row in self.registraties:
            if row["soort"] not in kinds or row["van"] < van or row["tot"] > tot:
                continue
            if niveau == "referentie":
                mine = row["soort_gebied"] == "gemeente" and row["gebied"] == area
            elif niveau == "aandachtsgebied":
                mine = row["soort_gebied"] == "buurt" and any(self.lies_in(row, part) for part in self.eigen[area])
            elif row["soort_gebied"] == "onbekend":
                mine = niveau == "gemeente" and row["gebied"] == area
            else:
                mine = row["soort_gebied"] == "buurt" and row["gebied"] in self.buurten_of(area)
            if mine:
                total += row["aantal"]
        return total

    @staticmethod
    def lies_in(row, part):
        return row["gebied"] == part[0] and part[1] in ("", row["straat"])

    def by_street(self, area):
        return any(straat for _buurt, straat in self.eigen.get(area, []))

    def names_streets(self, month, bron):
        return any(
            row["straat"]
            and row["bron"] == bron
            and row["soort_gebied"] == "buurt"
            and row["van"].replace(day=1) == month
            for row in self.registraties
        )

    def units(self, kind, soort_gebied, gebied, by_street=False):
        """(van, tot, status) of each month or year in the coverage; `by_street`: only where streets are told too."""
        for row in self.dekking:
            if (row["soort"], row["soort_gebied"], row["gebied"]) != (kind, soort_gebied, gebied):
                continue
            van = row["van"]
            while van < row["tot"]:
                end = next_month(van) if row["stap"] == "maand" else date(van.year + 1, 1, 1)
                if not by_street or (row["stap"] == "maand" and self.names_streets(van, row["bron"])):
                    yield van, end, row["status"]
                van = end

    def known(self, niveau, area, kinds, van, tot):
        """'definitief', 'voorlopig' or 'ontbreekt'."""
        whose = (area if niveau == "referentie" else self.stad, "gemeente" if niveau == "referentie" else "buurt")
        provisional = False
        for kind in kinds:
            wanted = set(months_of(van, tot))
            for start, end, status in self.units(kind, whose[1], whose[0], self.by_street(area)):
                if van <= start and end <= tot:
                    wanted -= set(months_of(start, end))
                    provisional = provisional or status == "voorlopig"
            if wanted:
                return "ontbreekt"
            for code in self.buurten_of(area) if niveau != "referentie" else []:
                for start, end, _status in self.units(kind, "buurt", code):
                    if start < tot and end > van:
                        return "ontbreekt"
        return "voorlopig" if provisional else "definitief"

    def figure(self, area, kenmerk, jaar):
        """The key figure of one year, summed over the buurten of the own municipality; of a street nothing is known."""
        if self.by_street(area):
            return None
        parts = self.buurten_of(area) or [area]
        found = [
            row["waarde"]
            for code in parts
            for row in self.kerncijfers
            if (row["gebied"], row["kenmerk"], row["jaar"]) == (code, kenmerk, jaar)
        ]
        return sum(found) if len(found) == len(parts) and None not in found else None

    def denominator(self, area, kenmerk, tot):
        last_year = tot.year if tot.month > 1 else tot.year - 1
        earlier = list(range(last_year, 1999, -1))
        later = list(range(last_year + 1, 2051))
        for jaar in earlier + later:
            found = self.figure(area, kenmerk, jaar)
            if found is not None:
                return found
        return None

    def measure(self, niveau, kinds, van, tot, stap, *, noemer=None, per=1, threshold=0):
        """{(area, label): (teller, noemer, waarde, ondergrens, bovengrens, status)}"""
        answers = {}
        for area in self.areas(niveau):
            for label, (start, end) in cut(van, tot, stap).items():
                answers[area, label] = self._answer(niveau, area, kinds, start, end, noemer, per, threshold)
        return answers

    def _answer(self, niveau, area, kinds, van, tot, noemer, per, threshold):
        below = self.denominator(area, noemer, tot) if noemer else None
        status = self.known(niveau, area, kinds, van, tot)
        if status == "ontbreekt":
            return None, below, None, None, None, status
        teller = self.count(niveau, area, kinds, van, tot)
        if 0 < teller < threshold or self.tells_a_part(area, kinds, van, tot, threshold):
            return None, below, None, None, None, "onderdrukt"
        if noemer and not below:
            return teller, below, None, None, None, "ontbreekt"
        scale = per / below if noemer else 1
        low = chi2.ppf(0.025, 2 * teller) / 2 if teller else 0
        high = chi2.ppf(0.975, 2 * teller + 2) / 2
        return teller, below, teller * scale, low * scale, high * scale, status

    def tells_a_part(self, area, kinds, van, tot, threshold):
        """Whether exactly one part of an area of attention has a count that is hidden by itself."""
        counts = [self._of_part(part, kinds, van, tot) for part in self.eigen.get(area, [])]
        return sum(0 < n < threshold for n in counts) == 1

    def _of_part(self, part, kinds, van, tot):
        alone = City(self.stad, self.buurten, self.registraties, [], [], [], {"deel": [part]})
        return alone.count("aandachtsgebied", "deel", kinds, van, tot)

    def survey(self, niveau, vraag, first, last, minimum):
        """As measure, for a survey question in the years first to last."""
        answers = {}
        for area in self.areas(niveau):
            for jaar in range(first, last + 1):
                answers[area, str(jaar)] = self._asked(area, vraag, jaar, minimum)
        return answers

    def _asked(self, area, vraag, jaar, minimum):
        found = [row for row in self.enquete if (row["gebied"], row["vraag"], row["jaar"]) == (area, vraag, jaar)]
        if not found:
            return None, None, None, None, None, "ontbreekt"
        # the larger survey first; of equally large ones the first by method
        found.sort(key=lambda row: -1 if row["n"] is None else row["n"], reverse=True)
        best = [row for row in found if row["n"] == found[0]["n"]]
        row = min(best, key=lambda row: row["methode"])
        if row["waarde"] is None:
            return None, row["n"], None, row["ondergrens"], row["bovengrens"], "ontbreekt"
        if row["n"] is not None and row["n"] < minimum:
            return None, row["n"], None, None, None, "onderdrukt"
        return None, row["n"], row["waarde"], row["ondergrens"], row["bovengrens"], "definitief"
