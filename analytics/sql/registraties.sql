-- Question: how many registrations of these kinds are there, per area and period, and is that figure complete?
-- Grain: one row per area x period, the whole spine, also where nothing was registered.
-- Parameters: $niveau, $gebieden (empty = all), $soorten, $perioden / $van / $tot (lists of equal length).
-- teller is null when a kind is not covered over the whole period: missing is not zero.
with periode as (
    select
        unnest($perioden::varchar[]) as periode,
        unnest($van::date[]) as van,
        unnest($tot::date[]) as tot
),

-- which registrations count towards which area
lid as (
    select
        case $niveau when 'buurt' then buurt when 'wijk' then wijk else gemeente end as gebied,
        buurt as onderdeel, 'buurt' as soort_gebied, gemeente as dekking_van, 'buurt' as dekking_soort
    from buurten
    where $niveau <> 'referentie'
    union all
    select distinct gemeente, gemeente, 'onbekend', gemeente, 'buurt' from buurten where $niveau = 'gemeente'
    union all
    select distinct gebied, gebied, 'gemeente', gebied, 'gemeente' from dekking_eenheid
    where $niveau = 'referentie' and soort_gebied = 'gemeente'
),

gekozen as (
    select * from lid
    where len($gebieden::varchar[]) = 0 or list_contains($gebieden::varchar[], gebied)
),

geteld as (
    select g.gebied, p.periode, sum(r.aantal) as aantal
    from registraties r
    join gekozen g on g.onderdeel = r.gebied and g.soort_gebied = r.soort_gebied
    join periode p on r.van >= p.van and r.tot <= p.tot
    where list_contains($soorten::varchar[], r.soort)
    group by g.gebied, p.periode
),

-- months covered, summed over the kinds; whole when every kind covers every month
gedekt as (
    select d.gebied as dekking_van, d.soort_gebied as dekking_soort, p.periode,
        sum(datediff('month', d.van, d.tot)) as maanden,
        bool_or(d.status = 'voorlopig') as voorlopig,
        list_sort(list(distinct d.bron)) as bronnen
    from dekking_eenheid d
    join periode p on d.van >= p.van and d.tot <= p.tot
    where list_contains($soorten::varchar[], d.soort) and d.status <> 'ontbreekt'
    group by d.gebied, d.soort_gebied, p.periode
),

ontbreekt as (
    select distinct g.gebied, p.periode
    from dekking_eenheid d
    join gekozen g on g.onderdeel = d.gebied
    join periode p on d.van < p.tot and d.tot > p.van
    where list_contains($soorten::varchar[], d.soort) and d.status = 'ontbreekt'
),

spil as (
    select distinct g.gebied, g.dekking_van, g.dekking_soort, p.periode, p.van, p.tot
    from gekozen g cross join periode p
)

select
    s.gebied, s.periode,
    case
        when o.gebied is null and d.maanden = datediff('month', s.van, s.tot) * len($soorten::varchar[])
            then coalesce(t.aantal, 0)
    end::bigint as teller,
    coalesce(d.voorlopig, false) as voorlopig,
    coalesce(d.bronnen, []) as bronnen
from spil s
left join geteld t using (gebied, periode)
left join gedekt d using (dekking_van, dekking_soort, periode)
left join ontbreekt o on o.gebied = s.gebied and o.periode = s.periode
order by s.gebied, s.van
