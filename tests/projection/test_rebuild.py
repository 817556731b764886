"""The projection can be made again at any time, and comes out as it was."""

from servanda.projection import schema
from servanda.register.keeping import upkeep
from tests.support.databases import Database
from tests.support.examples import on_each_engine
from tests.support.projected import projected
from tests.support.registers import Drawn, build, registers
from tests.support.whole import execute


@on_each_engine(12, 4, drawn=registers())
def test_what_is_built_anew_is_what_was_there(shared_database: Database, drawn: Drawn) -> None:
    with shared_database.rolled_back():
        build(drawn.batches)
        before = projected()
        upkeep.rebuild()
        assert projected() == before
        for table in schema.TABLES:
            execute(f"DELETE FROM {table}")
        upkeep.rebuild()
        assert projected() == before
