-- From here on: no spilling to disk, no Python variables as tables, no files or network, no change of settings.
-- The order matters: after the last line nothing can be set any more.
SET temp_directory = '';
SET python_enable_replacements = false;
SET enable_external_access = false;
SET lock_configuration = true;
