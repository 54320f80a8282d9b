-- Question: how many registrations of these kinds are known by street, in one period?
-- Grain: one row per street of a buurt with at least one registration. Parameters: $soorten, $van, $tot, $gebieden.
select s.gebied, s.straat, s.lon, s.lat, sum(r.aantal)::bigint as aantal
from straten s
join registraties r on r.gebied = s.gebied and r.straat = s.straat
where list_contains($soorten::varchar[], r.soort)
    and r.van >= $van::date and r.tot <= $tot::date
    and (len($gebieden::varchar[]) = 0 or list_contains($gebieden::varchar[], s.gebied))
group by s.gebied, s.straat, s.lon, s.lat
order by s.gebied, s.straat
