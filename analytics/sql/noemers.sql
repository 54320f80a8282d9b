-- Question: what is the denominator of each area in each period?
-- Grain: one row per area x period. The key figure of the year in which the period ends; without that year the
-- nearest earlier one, without any earlier one the first there is (`jaar` says which).
-- Parameters: as in registraties.sql, and $kenmerk. An area with a buurt whose figure is unknown has none itself.
with periode as (
    select
        unnest($perioden::varchar[]) as periode,
        unnest($tot::date[]) as tot
),

lid as (
    select case $niveau when 'buurt' then buurt when 'wijk' then wijk else gemeente end as gebied, buurt as onderdeel
    from buurten where $niveau <> 'referentie'
    union all
    select distinct gebied, gebied from kerncijfers where $niveau = 'referentie' and starts_with(gebied, 'GM')
    union all
    -- the own municipality among its references: the sum of its buurten unless the key figures know it as a whole
    select distinct gemeente, buurt from buurten
    where $niveau = 'referentie' and gemeente not in (select gebied from kerncijfers)
),

gekozen as (
    select * from lid
    where len($gebieden::varchar[]) = 0 or list_contains($gebieden::varchar[], gebied)
),

bekend as (
    select g.gebied, k.jaar, sum(k.waarde) as noemer, count(k.waarde) as delen
    from gekozen g join kerncijfers k on k.gebied = g.onderdeel
    where k.kenmerk = $kenmerk
    group by g.gebied, k.jaar
),

volledig as (
    select b.gebied, b.jaar, b.noemer
    from bekend b
    join (select gebied, count(*) as delen from gekozen group by gebied) d on d.gebied = b.gebied and d.delen = b.delen
),

keuze as (
    select v.gebied, p.periode, v.jaar, v.noemer,
        row_number() over (
            partition by v.gebied, p.periode
            order by v.jaar > year(p.tot - interval 1 day), abs(v.jaar - year(p.tot - interval 1 day))
        ) as voorkeur
    from volledig v cross join periode p
)

select gebied, periode, noemer, jaar
from keuze
where voorkeur = 1
order by gebied, periode
