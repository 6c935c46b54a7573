"""How many people of each group there are in the area, in the database."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select

from consultations.population import PopulationFigure
from consultations.storage.population_tables import population_figure


class Population:
    """Keeps one figure for each group. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, PopulationFigure]:
        """By group."""
        rows = self._connection.execute(select(population_figure)).mappings()
        return {row["name"]: PopulationFigure(**row) for row in rows}

    def set(self, figures: Collection[PopulationFigure], gone: Collection[str]) -> None:
        """Keep these in the place of what their groups had; the groups `gone` have none any more."""
        groups = [*gone, *(one.name for one in figures)]
        self._connection.execute(delete(population_figure).where(population_figure.c.name.in_(groups)))
        if figures:
            columns = population_figure.c.keys()
            rows = [{name: getattr(one, name) for name in columns} for one in figures]
            self._connection.execute(insert(population_figure), rows)
