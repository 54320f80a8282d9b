-- Question: in each week, on which day and in which part of the day were these kinds registered in one area?
-- Grain: one row per week (its Monday), weekday (1 = Monday) and part of four hours (0-5) with anything.
-- Parameters: $niveau, $gebied, $soorten, $van, $tot.
-- As drukke_tijden.sql: what lies between two moments is shared out evenly over the hours in between.
with gekozen as (
    select * from lid where niveau = $niveau and gebied = $gebied
),

rij as (
    select r.aantal, r.van + to_hours(r.uur::bigint) as eerste,
        case
            when r.uur_tot is not null
                then datediff('day', r.van, r.tot) * 24 - 24 + r.uur_tot::bigint - r.uur::bigint + 1
            when r.tot = r.van + 1 then 1
            else 0
        end as uren
    from registraties r
    join gekozen g on g.onderdeel = r.gebied and g.soort_gebied = r.soort_gebied
        and (g.straat is null or g.straat = r.straat)
    where r.van >= $van::date and r.tot <= $tot::date and list_contains($soorten::varchar[], r.soort)
        and r.uur is not null
),

gespreid as (
    select aantal / uren as deel, unnest(range(eerste, eerste + to_hours(uren), interval 1 hour)) as uur
    from rij
    where uren > 0
)

select
    date_trunc('week', uur)::date as week, isodow(uur)::int as dag, (hour(uur) // 4)::int as dagdeel,
    sum(deel)::double as aantal
from gespreid
group by all
order by week, dag, dagdeel
