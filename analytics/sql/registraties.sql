-- Question: how many registrations of these kinds are there, per area and period, and is that figure complete?
-- Grain: one row per area x period, the whole spine, also where nothing was registered.
-- Parameters: $niveau, $gebieden (empty = all), $soorten, $perioden / $van / $tot (lists of equal length).
-- teller is null when a kind is not covered over the whole period: missing is not zero.
with periode as (
    select unnest($perioden::varchar[]) as periode, unnest($van::date[]) as van, unnest($tot::date[]) as tot
),

gekozen as (
    select * from lid
    where niveau = $niveau and (len($gebieden::varchar[]) = 0 or list_contains($gebieden::varchar[], gebied))
),

geteld as (
    select g.gebied, p.periode, sum(r.aantal) as aantal
    from registraties r
    join gekozen g on g.onderdeel = r.gebied and g.soort_gebied = r.soort_gebied
        and (g.straat is null or g.straat = r.straat)
    join periode p on r.van >= p.van and r.tot <= p.tot
    where list_contains($soorten::varchar[], r.soort)
    group by g.gebied, p.periode
),

-- months covered, summed over the kinds: whole when every kind covers every month; a buurt that was taken out of
-- the coverage for any part of the period counts as not covered at all
gedekt as (
    select g.gebied, p.periode,
        sum(datediff('month', d.van, d.tot)) as maanden,
        bool_or(d.status = 'voorlopig') as voorlopig,
        bool_or(d.status = 'ontbreekt') as ontbreekt,
        list_sort(list(distinct d.bron)) as bronnen
    from dekking_eenheid d
    join (
        select distinct gebied, dekking_van as bij, dekking_soort as soort_gebied from gekozen
        union
        select gebied, onderdeel, dekking_soort from gekozen where onderdeel <> dekking_van
    ) g on g.bij = d.gebied and g.soort_gebied = d.soort_gebied
    join periode p
        on d.van < p.tot and d.tot > p.van and (d.status = 'ontbreekt' or (d.van >= p.van and d.tot <= p.tot))
    where list_contains($soorten::varchar[], d.soort)
    group by g.gebied, p.periode
)

select
    s.gebied, p.periode,
    case
        when not d.ontbreekt and d.maanden = datediff('month', p.van, p.tot) * len($soorten::varchar[])
            then coalesce(t.aantal, 0)
    end::bigint as teller,
    coalesce(d.voorlopig, false) as voorlopig,
    coalesce(d.bronnen, []) as bronnen
from (select distinct gebied from gekozen) s
cross join periode p
left join geteld t on t.gebied = s.gebied and t.periode = p.periode
left join gedekt d on d.gebied = s.gebied and d.periode = p.periode
order by s.gebied, p.van
