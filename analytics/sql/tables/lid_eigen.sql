-- Which rows count towards which area, with the areas that the team drew; lies before table lid for one question.
-- Grain: as lid, and one row per part of an area of attention. Parameters: $codes, $buurten, $straten ('' = the whole
-- buurt): lists of equal length, a row per part.
-- An area with a street is known only in the months delivered with streets, also for the buurten in it that are whole.
-- An area with a buurt that this snapshot does not know is left out: a part of it would look like the whole.
create temp table lid as
with deel as (
    select unnest($codes::varchar[]) as gebied, unnest($buurten::varchar[]) as onderdeel,
        unnest($straten::varchar[]) as straat
),

heel as (
    select d.gebied, bool_or(d.straat <> '') as per_straat
    from deel d
    left join buurten b on b.buurt = d.onderdeel
    group by d.gebied
    having bool_and(b.buurt is not null)
)

select * from lid
union all
select 'aandachtsgebied', d.gebied, d.onderdeel, 'buurt', b.gemeente,
    case when h.per_straat then 'straat' else 'buurt' end, nullif(d.straat, '')
from deel d
join heel h on h.gebied = d.gebied
join buurten b on b.buurt = d.onderdeel
