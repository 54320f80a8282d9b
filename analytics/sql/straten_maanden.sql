-- Question: how many registrations of these kinds does each street have, month by month, in one period?
-- Grain: one row per street of a buurt and month with registrations; a street without any has one row, with maand null.
-- Parameters: $soorten, $van, $tot, $gebieden (buurten).
select
    s.gebied, s.straat,
    date_trunc('month', r.van)::date as maand,
    coalesce(sum(r.aantal), 0)::bigint as aantal
from straten s
left join registraties r
    on r.gebied = s.gebied and r.straat = s.straat
    and list_contains($soorten::varchar[], r.soort)
    and r.van >= $van::date and r.tot <= $tot::date
where list_contains($gebieden::varchar[], s.gebied)
group by s.gebied, s.straat, date_trunc('month', r.van)
order by s.gebied, s.straat, maand
