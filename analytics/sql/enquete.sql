-- Question: what did residents answer to this question, per area and year?
-- Grain: one row per area x year asked for, also where the question was not asked (all nulls).
-- Parameters: $niveau, $gebieden (empty = all), $jaren, $vraag.
-- Asked in two surveys in one year, the larger one speaks: values with different methods are never averaged.
with jaren as (select unnest($jaren::int[]) as jaar),

gebied as (
    select distinct gebied
    from lid
    where niveau = $niveau and (len($gebieden::varchar[]) = 0 or list_contains($gebieden::varchar[], gebied))
),

antwoord as (
    select *
    from enquete
    where vraag = $vraag
    qualify row_number() over (partition by gebied, jaar order by n desc nulls last, methode) = 1
)

select g.gebied, j.jaar::varchar as periode, a.n, a.waarde, a.ondergrens, a.bovengrens, a.standaardfout, a.methode,
    coalesce(a.bron, '') as bron
from gebied g
cross join jaren j
left join antwoord a on a.gebied = g.gebied and a.jaar = j.jaar
order by g.gebied, j.jaar
