-- Question: on which day of the week and at which hour were these kinds registered in one area?
-- Grain: one row per weekday (1 = Monday) and hour (0-23) with anything, and one row of nulls for what has no hour.
-- Parameters: $niveau, $gebied, $soorten, $van, $tot.
-- A time that is only known to lie between `uur` on the first day and `uur_tot` on the last is shared out evenly over
-- the hours in between (aoristic: Ratcliffe JH. Aoristic analysis. Int J Geogr Inf Sci 2000;14:669-679).
-- `vanaf`: the month of the first registration in the period, with or without an hour.
-- `aantal`: registrations, so a fraction where times are shared out; `gespreid`: the part of it that was.
with gekozen as (
    select * from lid where niveau = $niveau and gebied = $gebied
),

rij as (
    select r.aantal, r.van, r.van + to_hours(r.uur::bigint) as eerste,
        case
            when r.uur is null then 0
            when r.uur_tot is not null
                then datediff('day', r.van, r.tot) * 24 - 24 + r.uur_tot::bigint - r.uur::bigint + 1
            when r.tot = r.van + 1 then 1
            else 0  -- an hour, but on a day that is not known
        end as uren
    from registraties r
    join gekozen g on g.onderdeel = r.gebied and g.soort_gebied = r.soort_gebied
        and (g.straat is null or g.straat = r.straat)
    where r.van >= $van::date and r.tot <= $tot::date and list_contains($soorten::varchar[], r.soort)
),

gespreid as (
    select aantal / uren as deel, uren > 1 as over_uren,
        unnest(range(eerste, eerste + to_hours(uren), interval 1 hour)) as uur
    from rij
    where uren > 0
)

select
    isodow(uur)::int as dag, hour(uur)::int as uur, sum(deel)::double as aantal,
    coalesce(sum(deel) filter (over_uren), 0)::double as gespreid,
    (select date_trunc('month', min(van))::date from rij) as vanaf
from gespreid
group by all
union all
select null, null, coalesce(sum(aantal), 0)::double, 0.0, (select date_trunc('month', min(van))::date from rij)
from rij
where uren <= 0
order by dag nulls last, uur
