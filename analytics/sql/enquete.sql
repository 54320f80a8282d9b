-- Question: what did residents answer to this question, per area and year?
-- Grain: one row per area x year asked for, also where the question was not asked (all nulls).
-- Parameters: $niveau, $gebieden (empty = all), $jaren, $vraag.
with jaren as (select unnest($jaren::int[]) as jaar),

gebied as (
    select distinct case $niveau when 'buurt' then buurt when 'wijk' then wijk else gemeente end as gebied
    from buurten where $niveau <> 'referentie'
    union
    select distinct gebied from enquete where $niveau = 'referentie' and starts_with(gebied, 'GM')
)

select g.gebied, j.jaar::varchar as periode, e.n, e.waarde, e.ondergrens, e.bovengrens, e.standaardfout, e.methode,
    coalesce(e.bron, '') as bron
from gebied g
cross join jaren j
left join enquete e on e.gebied = g.gebied and e.jaar = j.jaar and e.vraag = $vraag
where len($gebieden::varchar[]) = 0 or list_contains($gebieden::varchar[], g.gebied)
order by g.gebied, j.jaar
