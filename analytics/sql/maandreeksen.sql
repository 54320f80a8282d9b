-- Question: how many registrations of each kind in each month, for every buurt, wijk and the city, as series to test?
-- Grain: one row per niveau x gebied x soort; `aantallen` has an item per month of $maanden, in that order, NaN where the
-- kind is not covered in that month: missing is not zero.
-- Parameters: $soorten, $maanden (first days of months).
with maand as (
    select unnest($maanden::date[]) as maand
),

soort as (
    select unnest($soorten::varchar[]) as soort
),

deel as (
    select * from lid where niveau in ('buurt', 'wijk', 'gemeente')  -- none of these counts by street
),

geteld as (
    select d.niveau, d.gebied, r.soort, date_trunc('month', r.van)::date as maand, sum(r.aantal) as aantal
    from registraties r
    join soort s on s.soort = r.soort
    join deel d on d.onderdeel = r.gebied and d.soort_gebied = r.soort_gebied
    where r.tot <= date_trunc('month', r.van) + interval 1 month
    group by all
),

bekend as (
    select distinct d.niveau, d.gebied, e.soort, e.van as maand
    from dekking_eenheid e
    join deel d on d.dekking_van = e.gebied and d.dekking_soort = e.soort_gebied
    where e.stap = 'maand' and e.status <> 'ontbreekt'
),

-- a buurt that was taken out of the coverage takes its wijk and the city along
gat as (
    select distinct d.niveau, d.gebied, e.soort, m.maand
    from dekking_eenheid e
    join deel d on (d.dekking_van = e.gebied or d.onderdeel = e.gebied) and d.dekking_soort = e.soort_gebied
    join maand m on e.van < m.maand + interval 1 month and e.tot > m.maand
    where e.status = 'ontbreekt'
)

select
    a.niveau, a.gebied, s.soort,
    list(
        case when b.maand is null or g.maand is not null then 'nan'::double else coalesce(t.aantal, 0)::double end
        order by m.maand
    ) as aantallen
from (select distinct niveau, gebied from deel) a
cross join soort s
cross join maand m
left join geteld t on t.niveau = a.niveau and t.gebied = a.gebied and t.soort = s.soort and t.maand = m.maand
left join bekend b on b.niveau = a.niveau and b.gebied = a.gebied and b.soort = s.soort and b.maand = m.maand
left join gat g on g.niveau = a.niveau and g.gebied = a.gebied and g.soort = s.soort and g.maand = m.maand
group by a.niveau, a.gebied, s.soort
order by s.soort, a.niveau, a.gebied
