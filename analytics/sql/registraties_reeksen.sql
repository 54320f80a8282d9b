-- Question: as registraties.sql, for several series of kinds at once: how many registrations per series, area and period?
-- Grain: one row per series x area x period, the whole spine, also where nothing was registered.
-- Parameters: $niveau, $gebieden (empty = all), $reeksen / $soorten (lists of equal length: a row per kind of a series),
-- $perioden / $van / $tot (lists of equal length). teller is null when a kind of the series is not covered over the whole
-- period: missing is not zero.
with periode as (
    select unnest($perioden::varchar[]) as periode, unnest($van::date[]) as van, unnest($tot::date[]) as tot
),

reeks as (
    select unnest($reeksen::varchar[]) as reeks, unnest($soorten::varchar[]) as soort
),

breedte as (
    select reeks, count(*) as soorten from reeks group by reeks
),

gekozen as (
    select * from lid
    where niveau = $niveau and (len($gebieden::varchar[]) = 0 or list_contains($gebieden::varchar[], gebied))
),

geteld as (
    select k.reeks, g.gebied, p.periode, sum(r.aantal) as aantal
    from registraties r
    join reeks k on k.soort = r.soort
    join gekozen g on g.onderdeel = r.gebied and g.soort_gebied = r.soort_gebied
        and (g.straat is null or g.straat = r.straat)
    join periode p on r.van >= p.van and r.tot <= p.tot
    group by k.reeks, g.gebied, p.periode
),

-- see registraties.sql
gedekt as (
    select k.reeks, g.gebied, p.periode,
        sum(datediff('month', d.van, d.tot)) as maanden,
        bool_or(d.status = 'voorlopig') as voorlopig,
        bool_or(d.status = 'ontbreekt') as ontbreekt,
        list_sort(list(distinct d.bron)) as bronnen
    from dekking_eenheid d
    join reeks k on k.soort = d.soort
    join (
        select distinct gebied, dekking_van as bij, dekking_soort as soort_gebied from gekozen
        union
        select gebied, onderdeel, dekking_soort from gekozen where onderdeel <> dekking_van
    ) g on g.bij = d.gebied and g.soort_gebied = d.soort_gebied
    join periode p
        on d.van < p.tot and d.tot > p.van and (d.status = 'ontbreekt' or (d.van >= p.van and d.tot <= p.tot))
    group by k.reeks, g.gebied, p.periode
)

select
    b.reeks, s.gebied, p.periode,
    case
        when not d.ontbreekt and d.maanden = datediff('month', p.van, p.tot) * b.soorten then coalesce(t.aantal, 0)
    end::bigint as teller,
    coalesce(d.voorlopig, false) as voorlopig,
    coalesce(d.bronnen, []) as bronnen
from breedte b
cross join (select distinct gebied from gekozen) s
cross join periode p
left join geteld t on t.reeks = b.reeks and t.gebied = s.gebied and t.periode = p.periode
left join gedekt d on d.reeks = b.reeks and d.gebied = s.gebied and d.periode = p.periode
order by b.reeks, s.gebied, p.van
