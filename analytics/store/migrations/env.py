"""What Alembic runs around the migrations; the connection comes from analytics.store.engine."""

from alembic import context

from analytics.store.base import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
