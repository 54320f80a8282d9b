-- Question: which areas does this snapshot know, at which level?
-- Grain: one row per area. Names of municipalities may be empty: the definitions know them.
with eigen as (
    select buurt as gebied, buurtnaam as naam, 'buurt' as niveau, wijk from buurten
    union all
    select wijk, coalesce(nullif(max(wijknaam), ''), wijk), 'wijk', '' from buurten group by wijk
    union all
    select gemeente, max(gemeentenaam), 'gemeente', '' from buurten group by gemeente
),

referentie as (
    select gebied, '' as naam, 'referentie' as niveau, '' as wijk
    from lid
    where niveau = 'referentie' and gebied not in (select gebied from eigen)
)

select gebied, naam, niveau, wijk from eigen
union all
select gebied, naam, niveau, wijk from referentie
order by niveau, gebied
