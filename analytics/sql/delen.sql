-- Question: of which parts can an area of attention be made?
-- Grain: one row per buurt (straat is '') and per street of a buurt. Parameters: none.
-- A street is known from a registration in it or from its place; only for the latter is there a point (lon, lat).
with straat as (
    select gebied, straat from straten
    union
    select gebied, straat from registraties where soort_gebied = 'buurt' and straat is not null
)

select buurt, '' as straat, null::double as lon, null::double as lat from buurten
union all
select k.gebied, k.straat, s.lon, s.lat
from straat k
join buurten b on b.buurt = k.gebied
left join straten s on s.gebied = k.gebied and s.straat = k.straat
order by buurt, straat
