"""What Alembic runs: the migrations, in the transaction that `bring_up_to_date` began."""

from alembic import context

from storage.tables import METADATA


def run() -> None:
    """Run the migrations on the connection that Alembic's settings bring along."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        render_as_batch=True,
        transaction_per_migration=False,
    )
    context.run_migrations()


if hasattr(context, "config"):  # not so when something else imports this, as a search for examples does
    run()
