"""Registrations of the reference municipalities, made up: the level of the own city times a factor per kind."""

import numpy as np

from analytics.refresh.sample import city, population
from analytics.refresh.sample.facts import (
    Floats,
    Ints,
    generator,
    kinds,
    month_index,
    parameters,
    reference_municipalities,
)

_KIND_SPREAD = 0.22  # standard deviation (log) of a municipality's level in one kind
_YEARLY_STEP = 0.05  # standard deviation (log) of the change of that level per year
_LEVEL = {"misdrijf": "misdrijven", "overlast": "overlast"}  # column of gemeenten.csv per rubriek


def draw() -> Ints:
    """Kind x municipality x month."""
    random = generator("referentiegemeenten")
    monthly = np.repeat(_yearly(random), 12, axis=2) * _month_share()[:, None, :]
    calm = parameters()["maandruis"]
    counts = random.poisson(monthly * random.gamma(calm, 1.0 / calm, monthly.shape)).astype(np.int64)
    for month, share in parameters()["volledigheid"].items():
        counts[:, :, month_index(month)] = random.binomial(counts[:, :, month_index(month)], share)
    return counts


def _yearly(random: np.random.Generator) -> Floats:
    """Kind x municipality x year: expected number of registrations."""
    per_person = city.expected() / population.inhabitants().sum(axis=0)
    table = reference_municipalities()
    levels = np.array([table[_LEVEL[rubriek]] for rubriek in kinds()["rubriek"]])
    size = (len(levels), len(table), len(city.YEARS))
    own = random.normal(0.0, _KIND_SPREAD, size[:2])[:, :, None]
    walk = np.cumsum(random.normal(0.0, _YEARLY_STEP, size), axis=2)
    people = population.reference_inhabitants()
    return np.asarray(per_person[:, None, :] * people[None] * levels[:, :, None] * np.exp(own + walk))


def _month_share() -> Floats:
    """Kind x month: the part of its year that falls in a month."""
    shape = city.shape()
    years = shape.reshape(len(shape), -1, 12)
    return np.asarray((years / years.sum(axis=2, keepdims=True)).reshape(shape.shape))
