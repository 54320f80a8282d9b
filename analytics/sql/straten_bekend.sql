-- Question: of how many registrations of these kinds is the street known, month by month?
-- Grain: one row per month with registrations. Parameters: $soorten, $gebieden (buurten).
-- A street without a place in `straten` is not known; a row of a whole year never names a street.
select
    date_trunc('month', r.van)::date as maand,
    coalesce(sum(r.aantal) filter (where s.straat is not null), 0)::bigint as bekend,
    sum(r.aantal)::bigint as totaal
from registraties r
left join straten s on s.gebied = r.gebied and s.straat = r.straat
where list_contains($soorten::varchar[], r.soort) and list_contains($gebieden::varchar[], r.gebied)
group by date_trunc('month', r.van)
order by maand
