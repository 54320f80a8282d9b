-- Question: what is the denominator of each area in each period?
-- Grain: one row per area x period that has one. The key figure of the year in which the period ends; without that
-- year the nearest earlier one, without any earlier one the first there is (`jaar` says which).
-- Parameters: $niveau, $gebieden, $perioden / $tot as in registraties.sql, $kenmerk.
-- An area with a buurt whose figure is unknown has no denominator itself: unknown is not zero.
-- So has an area with single streets: key figures are per buurt.
-- Key figures of the own municipality are per buurt, so also between municipalities it is the sum of its buurten.
with periode as (
    select unnest($perioden::varchar[]) as periode, unnest($tot::date[]) as tot
),

bekend as (
    select l.gebied, k.jaar, sum(k.waarde) as noemer
    from (
        select gebied, onderdeel, straat, count(*) over (partition by gebied) as delen
        from lid
        where soort_gebied <> 'onbekend'
            and niveau = case
                when $niveau = 'referentie' and gebied in (select gemeente from buurten) then 'gemeente' else $niveau
            end
            and (len($gebieden::varchar[]) = 0 or list_contains($gebieden::varchar[], gebied))
    ) l
    join kerncijfers k on k.gebied = l.onderdeel
    where k.kenmerk = $kenmerk
    group by l.gebied, l.delen, k.jaar
    having count(k.waarde) = l.delen and not bool_or(l.straat is not null)
),

keuze as (
    select b.gebied, b.jaar, b.noemer, p.periode,
        -- earlier years first, the nearest of them; later years only when there is no earlier one
        case when b.jaar <= year(p.tot - interval 1 day) then 0 else 10000 end
        + abs(b.jaar - year(p.tot - interval 1 day)) as rang
    from bekend b cross join periode p
)

select gebied, periode, arg_min(noemer, rang) as noemer, arg_min(jaar, rang) as jaar
from keuze
group by gebied, periode
order by gebied, periode
