-- Question: how many registrations of these kinds were there in one area on each day?
-- Grain: one row per day with any, and per month one row with `dag` null for those whose day is not known.
-- Parameters: $niveau, $gebied, $soorten, $van, $tot.
with gekozen as (
    select * from lid where niveau = $niveau and gebied = $gebied
)

select
    case when r.tot = r.van + 1 then r.van end as dag,
    date_trunc('month', r.van)::date as maand,
    sum(r.aantal)::bigint as aantal
from registraties r
join gekozen g on g.onderdeel = r.gebied and g.soort_gebied = r.soort_gebied
    and (g.straat is null or g.straat = r.straat)
where r.van >= $van::date and r.tot <= $tot::date and list_contains($soorten::varchar[], r.soort)
group by all
order by maand, dag nulls last
