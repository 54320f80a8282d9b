-- Which rows count towards which area, per level; built once when a snapshot is opened.
-- Grain: one row per level x area x part. `dekking_van` and `dekking_soort` say whose coverage tells zero from missing.
-- `straat`: only registrations in this street of the part count; null: all of them (see lid_eigen.sql).
-- Between municipalities (niveau 'referentie') the own one is always there, also without a table per municipality.
create table lid as
select 'buurt' as niveau, buurt as gebied, buurt as onderdeel, 'buurt' as soort_gebied,
    gemeente as dekking_van, 'buurt' as dekking_soort, null::varchar as straat
from buurten
union all
select 'wijk', wijk, buurt, 'buurt', gemeente, 'buurt', null from buurten
union all
select 'gemeente', gemeente, buurt, 'buurt', gemeente, 'buurt', null from buurten
union all
select distinct 'gemeente', gemeente, gemeente, 'onbekend', gemeente, 'buurt', null from buurten
union all
select 'referentie', gebied, gebied, 'gemeente', gebied, 'gemeente', null
from (
    select gemeente as gebied from buurten
    union
    select gebied from dekking_eenheid where soort_gebied = 'gemeente'
    union
    select gebied from enquete where starts_with(gebied, 'GM')
)
