-- Question: of each area of attention, how many parts have a count under the threshold, which is not shown apart?
-- Grain: one row per area x period with such a part. Parameters: as registraties.sql, and $drempel.
with periode as (
    select unnest($perioden::varchar[]) as periode, unnest($van::date[]) as van, unnest($tot::date[]) as tot
),

deel as (
    select g.gebied, p.periode, g.onderdeel, g.straat, sum(r.aantal) as aantal
    from registraties r
    join lid g on g.onderdeel = r.gebied and g.soort_gebied = r.soort_gebied
        and (g.straat is null or g.straat = r.straat)
    join periode p on r.van >= p.van and r.tot <= p.tot
    where g.niveau = $niveau and (len($gebieden::varchar[]) = 0 or list_contains($gebieden::varchar[], g.gebied))
        and list_contains($soorten::varchar[], r.soort)
    group by g.gebied, p.periode, g.onderdeel, g.straat
)

select gebied, periode, count(*) as verborgen
from deel
where aantal > 0 and aantal < $drempel
group by gebied, periode
order by gebied, periode
